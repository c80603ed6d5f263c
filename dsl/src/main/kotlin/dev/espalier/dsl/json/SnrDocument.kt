package dev.espalier.dsl.json

import dev.espalier.dsl.Block
import dev.espalier.dsl.HardConcrete
import dev.espalier.dsl.Snr
import dev.espalier.dsl.SnrGate
import dev.espalier.dsl.SnrToTasks
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("snr")
internal class SnrDocument(
    @SerialName("subNetworks") val subNetworks: Int,
    @SerialName("units") val units: List<Int>,
    @SerialName("activation") val activation: ActivationDocument = ActivationDocument.RELU,
    @SerialName("dropout") val dropout: Float = 0f,
    @SerialName("l2") val l2: Float = 0f,
    @SerialName("normalization")
    val normalization: NormalizationDocument = NormalizationDocument.NONE,
    @SerialName("kind") val kind: KindDocument = KindDocument.TRANS,
    @SerialName("codes") val codes: CodesDocument = CodesDocument(),
    @SerialName("granularity")
    val granularity: GranularityDocument = GranularityDocument.PER_CONNECTION,
) {
    constructor(
        snr: Snr,
        layers: LayersDocument,
    ) : this(
        snr.subNetworks,
        layers.units,
        layers.activation,
        layers.dropout,
        layers.l2,
        layers.normalization,
        documentOf(snr.kind),
        CodesDocument(snr.codes),
        documentOf(snr.granularity),
    )

    fun block(): Block =
        Snr(
            subNetworks,
            LayersDocument(units, activation, dropout, l2, normalization).layers(),
            kind.value,
            codes.codes(),
            granularity.value,
        )
}

@Serializable
@SerialName("snrGate")
internal class SnrGateDocument(
    @SerialName("subNetworks") val subNetworks: Int,
    @SerialName("units") val units: List<Int>,
    @SerialName("activation") val activation: ActivationDocument = ActivationDocument.RELU,
    @SerialName("dropout") val dropout: Float = 0f,
    @SerialName("l2") val l2: Float = 0f,
    @SerialName("normalization")
    val normalization: NormalizationDocument = NormalizationDocument.NONE,
    @SerialName("kind") val kind: KindDocument = KindDocument.TRANS,
    @SerialName("codes") val codes: CodesDocument = CodesDocument(),
) {
    constructor(
        snr: SnrGate,
        layers: LayersDocument,
    ) : this(
        snr.subNetworks,
        layers.units,
        layers.activation,
        layers.dropout,
        layers.l2,
        layers.normalization,
        documentOf(snr.kind),
        CodesDocument(snr.codes),
    )

    fun block(): Block =
        SnrGate(
            subNetworks,
            LayersDocument(units, activation, dropout, l2, normalization).layers(),
            kind.value,
            codes.codes(),
        )
}

@Serializable
@SerialName("snrToTasks")
internal class SnrToTasksDocument(
    @SerialName("kind") val kind: KindDocument = KindDocument.TRANS,
    @SerialName("codes") val codes: CodesDocument = CodesDocument(),
) {
    constructor(snr: SnrToTasks) : this(documentOf(snr.kind), CodesDocument(snr.codes))

    fun block(): Block = SnrToTasks(kind.value, codes.codes())
}

@Serializable
@SerialName("kind")
internal enum class KindDocument(val value: Snr.Kind) {
    @SerialName("trans") TRANS(Snr.Kind.TRANS),
    @SerialName("aver") AVER(Snr.Kind.AVER),
}

@Serializable
@SerialName("granularity")
internal enum class GranularityDocument(val value: Snr.Granularity) {
    @SerialName("perConnection") PER_CONNECTION(Snr.Granularity.PER_CONNECTION),
    @SerialName("perWeight") PER_WEIGHT(Snr.Granularity.PER_WEIGHT),
}

private fun documentOf(granularity: Snr.Granularity): GranularityDocument =
    when (granularity) {
        Snr.Granularity.PER_CONNECTION -> GranularityDocument.PER_CONNECTION
        Snr.Granularity.PER_WEIGHT -> GranularityDocument.PER_WEIGHT
    }

@Serializable
@SerialName("codes")
internal data class CodesDocument(
    @SerialName("beta") val beta: Float = 2f / 3f,
    @SerialName("gamma") val gamma: Float = -0.1f,
    @SerialName("zeta") val zeta: Float = 1.1f,
    @SerialName("initialLogAlpha") val initialLogAlpha: Float = 0f,
    @SerialName("lambda") val lambda: Float = 0f,
) {
    constructor(
        codes: HardConcrete
    ) : this(codes.beta, codes.gamma, codes.zeta, codes.initialLogAlpha, codes.lambda)

    fun codes(): HardConcrete = HardConcrete(beta, gamma, zeta, initialLogAlpha, lambda)
}

private fun documentOf(kind: Snr.Kind): KindDocument =
    when (kind) {
        Snr.Kind.TRANS -> KindDocument.TRANS
        Snr.Kind.AVER -> KindDocument.AVER
    }
