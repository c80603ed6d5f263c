package dev.espalier.dsl.json

import dev.espalier.dsl.Aitm
import dev.espalier.dsl.Block
import dev.espalier.dsl.BlockDeclaration
import dev.espalier.dsl.Cascade
import dev.espalier.dsl.Cgc
import dev.espalier.dsl.Conv
import dev.espalier.dsl.CrossNetwork
import dev.espalier.dsl.CrossStitch
import dev.espalier.dsl.Dense
import dev.espalier.dsl.DselectK
import dev.espalier.dsl.Exit
import dev.espalier.dsl.Experts
import dev.espalier.dsl.FactorizationMachine
import dev.espalier.dsl.Gru
import dev.espalier.dsl.HierarchicalExperts
import dev.espalier.dsl.L2Constrained
import dev.espalier.dsl.Mmoe
import dev.espalier.dsl.Omoe
import dev.espalier.dsl.Ple
import dev.espalier.dsl.SharedBottom
import dev.espalier.dsl.SingleTask
import dev.espalier.dsl.Snr
import dev.espalier.dsl.SnrGate
import dev.espalier.dsl.SnrToTasks
import dev.espalier.dsl.SparseMoe
import dev.espalier.dsl.TensorFactorized
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("block")
@OneOf
internal class BlockDocument(
    @SerialName("dense") val dense: LayersDocument? = null,
    @SerialName("sharedBottom") val sharedBottom: LayersDocument? = null,
    @SerialName("experts") val experts: ExpertsDocument? = null,
    @SerialName("omoe") val omoe: GateDocument? = null,
    @SerialName("mmoe") val mmoe: GateDocument? = null,
    @SerialName("snr") val snr: SnrDocument? = null,
    @SerialName("crossNetwork") val crossNetwork: CrossNetworkDocument? = null,
    @SerialName("factorizationMachine")
    val factorizationMachine: FactorizationMachineDocument? = null,
    @SerialName("gru") val gru: GruDocument? = null,
    @SerialName("conv") val conv: ConvDocument? = null,
    @SerialName("dselectK") val dselectK: DselectKDocument? = null,
    @SerialName("snrGate") val snrGate: SnrGateDocument? = null,
    @SerialName("snrToTasks") val snrToTasks: SnrToTasksDocument? = null,
    @SerialName("singleTask") val singleTask: LayersDocument? = null,
    @SerialName("l2Constrained") val l2Constrained: L2ConstrainedDocument? = null,
    @SerialName("crossStitch") val crossStitch: CrossStitchDocument? = null,
    @SerialName("tensorFactorized") val tensorFactorized: TensorFactorizedDocument? = null,
    @SerialName("cgc") val cgc: CgcDocument? = null,
    @SerialName("ple") val ple: PleDocument? = null,
    @SerialName("hierarchicalExperts") val hierarchicalExperts: HierarchicalExpertsDocument? = null,
    @SerialName("aitm") val aitm: AitmDocument? = null,
    @SerialName("sparseMoe") val sparseMoe: SparseMoeDocument? = null,
    @SerialName("cascade") val cascade: CascadeDocument? = null,
    @SerialName("exit") val exit: ExitDocument? = null,
    @SerialName("custom") val custom: CustomBlockDocument? = null,
) {
    fun block(): Block =
        one(
            dense?.let { Dense(it.layers()) },
            sharedBottom?.let { SharedBottom(it.layers()) },
            experts?.block(),
            omoe?.let { Omoe(it.gate()) },
            mmoe?.let { Mmoe(it.gate()) },
            snr?.block(),
            crossNetwork?.block(),
            factorizationMachine?.block(),
            gru?.block(),
            conv?.block(),
            dselectK?.block(),
            hierarchicalExperts?.block(),
            snrGate?.block(),
            snrToTasks?.block(),
            singleTask?.let { SingleTask(it.layers()) },
            l2Constrained?.block(),
            crossStitch?.block(),
            tensorFactorized?.block(),
            cgc?.block(),
            ple?.block(),
            aitm?.block(),
            sparseMoe?.block(),
            cascade?.block(),
            exit?.block(),
            custom?.let { customBlocks.read(it.type, it.settings) },
        )
}

@Serializable
@SerialName("experts")
internal class ExpertsDocument(
    @SerialName("count") val count: Int,
    @SerialName("units") val units: List<Int>,
    @SerialName("activation") val activation: ActivationDocument = ActivationDocument.RELU,
    @SerialName("dropout") val dropout: Float = 0f,
    @SerialName("l2") val l2: Float = 0f,
    @SerialName("normalization")
    val normalization: NormalizationDocument = NormalizationDocument.NONE,
) {
    constructor(
        count: Int,
        layers: LayersDocument,
    ) : this(
        count,
        layers.units,
        layers.activation,
        layers.dropout,
        layers.l2,
        layers.normalization,
    )

    fun block(): Block =
        Experts(count, LayersDocument(units, activation, dropout, l2, normalization).layers())
}

@Serializable
@SerialName("hierarchicalExperts")
internal class HierarchicalExpertsDocument(
    @SerialName("count") val count: Int,
    @SerialName("body") val body: List<BlockDocument>,
) {
    fun block(): HierarchicalExperts = HierarchicalExperts(count, body.map { it.block() })
}

internal fun documentOf(block: Block): BlockDocument =
    when (block) {
        is Dense -> BlockDocument(dense = LayersDocument(block.layers))
        is SharedBottom -> BlockDocument(sharedBottom = LayersDocument(block.layers))
        is Experts ->
            BlockDocument(experts = ExpertsDocument(block.count, LayersDocument(block.layers)))
        is Omoe -> BlockDocument(omoe = GateDocument(block.gate))
        is Mmoe -> BlockDocument(mmoe = GateDocument(block.gate))
        is Snr -> BlockDocument(snr = SnrDocument(block, LayersDocument(block.layers)))
        is CrossNetwork -> BlockDocument(crossNetwork = CrossNetworkDocument(block))
        is FactorizationMachine ->
            BlockDocument(factorizationMachine = FactorizationMachineDocument(block))
        is Gru -> BlockDocument(gru = GruDocument(block))
        is Conv -> BlockDocument(conv = ConvDocument(block))
        is DselectK -> BlockDocument(dselectK = DselectKDocument(block))
        is HierarchicalExperts ->
            BlockDocument(
                hierarchicalExperts =
                    HierarchicalExpertsDocument(block.count, block.body.map(::documentOf))
            )
        is SnrGate -> BlockDocument(snrGate = SnrGateDocument(block, LayersDocument(block.layers)))
        is SnrToTasks -> BlockDocument(snrToTasks = SnrToTasksDocument(block))
        is SingleTask -> BlockDocument(singleTask = LayersDocument(block.layers))
        is L2Constrained -> BlockDocument(l2Constrained = L2ConstrainedDocument(block))
        is CrossStitch -> BlockDocument(crossStitch = CrossStitchDocument(block))
        is TensorFactorized -> BlockDocument(tensorFactorized = TensorFactorizedDocument(block))
        is Cgc -> BlockDocument(cgc = CgcDocument(block))
        is Ple -> BlockDocument(ple = PleDocument(block))
        is Aitm -> BlockDocument(aitm = AitmDocument(block))
        is SparseMoe ->
            BlockDocument(sparseMoe = SparseMoeDocument(block, LayersDocument(block.layers)))
        is Cascade -> BlockDocument(cascade = CascadeDocument(block))
        is Exit -> BlockDocument(exit = ExitDocument(block))
        is BlockDeclaration ->
            BlockDocument(
                custom = CustomBlockDocument(customBlocks.type(block), customBlocks.settings(block))
            )
    }
