package dev.espalier.samples.census

import dev.espalier.dsl.Categorical.OneHot
import dev.espalier.dsl.SharedScope
import dev.espalier.dsl.Topology
import dev.espalier.dsl.topology

/** One shared network of 113 units: as many weights as the experts of MMoE have. */
fun censusSharedBottom(): Topology = census("census-shared-bottom") { sharedBottom(113) }

/** Eight experts of 16 units and a gate per task. */
fun censusMmoe(): Topology =
    census("census-mmoe") {
        experts(count = 8, units = 16)
        mmoe()
    }

/** The same with sub-network routing between experts and gates. */
fun censusSnrMmoe(): Topology =
    census("census-snr-mmoe") {
        experts(count = 8, units = 16)
        snr(subNetworks = 4, units = 16)
        mmoe()
    }

private fun census(name: String, body: SharedScope.() -> Unit): Topology =
    topology(name) {
        inputs {
            for (column in CensusColumn.ALL) {
                when (column.kind()) {
                    CensusColumn.Kind.NUMBER -> numeric(column.name())
                    CensusColumn.Kind.CATEGORY ->
                        vocabulary(column.name(), size = column.values(), encoding = OneHot())
                    CensusColumn.Kind.LABEL,
                    CensusColumn.Kind.UNUSED -> Unit
                }
            }
        }
        shared(body)
        binary("income", positive = "50000+.") { tower(8) }
        binary("never_married", positive = "Never married") {
            label("marital_status")
            tower(8)
        }
    }
