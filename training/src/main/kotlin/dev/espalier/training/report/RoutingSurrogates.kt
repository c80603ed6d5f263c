package dev.espalier.training.report

import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** What the experts of a block did, in the JSON of a history. */
@Serializable
internal class RoutingSurrogate(
    val path: String,
    val load: List<Double?>,
    @SerialName("multiply_adds") val multiplyAdds: Double?,
    @SerialName("every_expert") val everyExpert: Long,
    val gates: List<GateSurrogate>,
) {
    constructor(
        routing: ExpertRouting
    ) : this(
        routing.path(),
        routing.load().map(::finite),
        finite(routing.multiplyAdds()),
        routing.everyExpert(),
        routing.gates().map(::GateSurrogate),
    )

    fun routing(): ExpertRouting =
        ExpertRouting(
            path,
            load.map(::number),
            number(multiplyAdds),
            everyExpert,
            gates.map { it.gate() },
        )
}

/** Where a gate sent examples, in the JSON of a history. */
@Serializable
internal class GateSurrogate(
    val gate: String,
    val load: List<Double?>,
    val entropy: Double?,
    val dropped: Double?,
    val changed: Double?,
) {
    constructor(
        gate: GateRouting
    ) : this(
        gate.gate(),
        gate.load().map(::finite),
        finite(gate.entropy()),
        finite(gate.dropped()),
        finite(gate.changed()),
    )

    fun gate(): GateRouting =
        GateRouting(
            gate,
            load.map(::number),
            number(entropy),
            number(dropped),
            number(changed),
        )
}

private fun finite(value: Double): Double? = value.takeIf { it.isFinite() }

private fun number(value: Double?): Double = value ?: Double.NaN
