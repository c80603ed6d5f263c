package dev.espalier.dsl

import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.writeText
import org.jetbrains.kotlin.cli.common.ExitCode
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler

/** Compiles Kotlin snippets against the class path of the tests, in a folder of its own. */
internal class KotlinCompiler(private val folder: Path) {

    /** Compiles the files all at once; what the compiler said against each file, by its name. */
    fun errors(files: Map<String, String>): Map<String, List<String>> {
        val sources = folder.resolve("sources").createDirectories()
        files.forEach { (name, text) -> sources.resolve("$name.kt").writeText(text) }
        val said = ByteArrayOutputStream()
        val exit =
            K2JVMCompiler()
                .exec(
                    PrintStream(said, true, Charsets.UTF_8),
                    "-no-stdlib",
                    "-no-reflect",
                    "-nowarn",
                    "-jvm-target",
                    "17",
                    "-classpath",
                    System.getProperty("java.class.path"),
                    "-d",
                    folder.resolve("classes").toString(),
                    sources.toString(),
                )
        val lines = said.toString(Charsets.UTF_8).lines().filter { ": error: " in it }
        check((exit == ExitCode.OK) == lines.isEmpty()) { "The compiler ended with $exit: $said" }
        return files.keys.associateWith { name ->
            lines.filter { "/$name.kt:" in it }.map { it.substringAfter(": error: ") }
        }
    }
}
