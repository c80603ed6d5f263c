package dev.espalier.dsl.json

import dev.espalier.dsl.CrossNetwork
import dev.espalier.dsl.FactorizationMachine
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("crossNetwork")
internal class CrossNetworkDocument(
    @SerialName("layers") val layers: Int,
    @SerialName("rank") val rank: Int = CrossNetwork.FULL,
    @SerialName("l2") val l2: Float = 0f,
) {
    constructor(cross: CrossNetwork) : this(cross.layers, cross.rank, cross.l2)

    fun block(): CrossNetwork = CrossNetwork(layers, rank, l2)
}

@Serializable
@SerialName("factorizationMachine")
internal class FactorizationMachineDocument(
    @SerialName("factors") val factors: Int,
    @SerialName("l2") val l2: Float = 0f,
) {
    constructor(machine: FactorizationMachine) : this(machine.factors, machine.l2)

    fun block(): FactorizationMachine = FactorizationMachine(factors, l2)
}
