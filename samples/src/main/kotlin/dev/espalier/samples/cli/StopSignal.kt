package dev.espalier.samples.cli

import java.io.IOException
import java.io.InputStream
import java.io.OutputStream
import java.io.PrintWriter
import java.util.concurrent.atomic.AtomicReference
import kotlin.concurrent.thread
import sun.misc.Signal
import sun.misc.SignalHandler

/**
 * SIGINT and SIGTERM as a request to stop: the first asks, the second ends the process at once.
 * Before the first step they end it at once, and say so; while nobody listens, as everywhere.
 *
 * A shutdown hook cannot do this: it would have to wait for the training, and meanwhile the virtual
 * machine ignores a second signal. In Kotlin because javac cannot be told that there is no other
 * interface to signals.
 */
internal class StopSignal(private val err: PrintWriter) : AutoCloseable {
    private val before = mutableMapOf<Signal, SignalHandler>()
    private val received = AtomicReference<Signal?>()
    @Volatile private var listening = false
    @Volatile private var abandoned = false

    /** From now on signals end the process at once, which says that there is nothing to save. */
    fun prepare() {
        for (signal in listOf(Signal("INT"), Signal("TERM"))) {
            before[signal] = Signal.handle(signal, ::end)
        }
    }

    private fun end(signal: Signal) {
        err.println("espalier: ended by SIG${signal.name} before the first step, nothing to save")
        err.flush()
        Runtime.getRuntime().halt(code(signal))
    }

    /** From now on signals ask. */
    fun listen() {
        for (signal in listOf(Signal("INT"), Signal("TERM"))) {
            val other = Signal.handle(signal, ::receive)
            before.putIfAbsent(signal, other)
        }
        listening = true
    }

    /**
     * Takes the end of this stream for a SIGTERM, and so the death of the process that writes to
     * it, whatever it died of. It is no second signal: Ctrl-C reaches a process and its children at
     * once, and then they are told by the end of their input, too.
     */
    fun follow(parent: InputStream) {
        thread(isDaemon = true, name = "parent") {
            try {
                parent.transferTo(OutputStream.nullOutputStream())
            } catch (closed: IOException) {
                // Nobody is there to be read.
            }
            if (!listening) Runtime.getRuntime().halt(code(TERM))
            abandoned = true
        }
    }

    private fun receive(signal: Signal) {
        if (!received.compareAndSet(null, signal)) Runtime.getRuntime().halt(code(signal))
        err.println("espalier: stopping after this step; a second signal ends at once")
    }

    /** Whether a signal came. */
    fun isReceived(): Boolean = signal() != null

    /** The signal that came, such as `TERM`; null where none did. */
    fun name(): String? = signal()?.name

    /** What shells expect of a process that a signal ended; 0 where none came. */
    fun exitCode(): Int = signal()?.let(::code) ?: 0

    private fun signal(): Signal? = received.get() ?: TERM.takeIf { abandoned }

    private fun code(signal: Signal): Int = 128 + signal.number

    override fun close() {
        before.forEach { (signal, handler) -> Signal.handle(signal, handler) }
    }

    private companion object {
        val TERM = Signal("TERM")
    }
}
