package dev.espalier.samples.quickstart

import dev.espalier.dsl.Topology
import dev.espalier.dsl.topology

/**
 * Eight experts, routed into four sub-networks, weighed by a gate per task.
 *
 * @see QuickstartTopologies.routed
 */
fun routedSyntheticTasks(): Topology =
    topology("synthetic-tasks") {
        inputs { numeric("x", width = 100) }
        shared {
            experts(count = 8, units = 16)
            snr(subNetworks = 4, units = 16) { codes(initialLogAlpha = 1f, lambda = 3e-2f) }
            mmoe()
        }
        regression("y1") { tower(8) }
        regression("y2") { tower(8) }
    }

/**
 * One shared network with as many weights as the paper's MMoE.
 *
 * @see QuickstartTopologies.sharedBottomBaseline
 */
fun sharedBottomSyntheticTasks(): Topology =
    topology("shared-bottom") {
        inputs { numeric("x", width = 100) }
        shared { sharedBottom(113) }
        regression("y1") { tower(8) }
        regression("y2") { tower(8) }
    }
