package dev.espalier.training.internal;

import dev.espalier.training.data.BatchPosition;
import dev.espalier.training.report.History;

/**
 * What a run needs beside its variables to go on as if it had never stopped.
 *
 * @param history validations so far
 * @param tally what the steps since the last validation add up to
 * @param routing what routers did since then, and at it; empty where there are none
 * @param iteration batches seen
 * @param position of the next batch
 * @param seconds wall-clock seconds so far
 */
public record RunState(
    History history,
    String tally,
    String routing,
    long iteration,
    BatchPosition position,
    double seconds) {}
