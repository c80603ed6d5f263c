package dev.espalier.samples.census;

import static dev.espalier.dsl.Blocks.aitm;
import static dev.espalier.dsl.Blocks.cascade;
import static dev.espalier.dsl.Blocks.cgc;
import static dev.espalier.dsl.Blocks.conv;
import static dev.espalier.dsl.Blocks.crossNetwork;
import static dev.espalier.dsl.Blocks.crossStitch;
import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.dselectK;
import static dev.espalier.dsl.Blocks.exit;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.factorizationMachine;
import static dev.espalier.dsl.Blocks.gru;
import static dev.espalier.dsl.Blocks.hierarchicalExperts;
import static dev.espalier.dsl.Blocks.l2Constrained;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.omoe;
import static dev.espalier.dsl.Blocks.ple;
import static dev.espalier.dsl.Blocks.ranks;
import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Blocks.singleTask;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Blocks.snrGate;
import static dev.espalier.dsl.Blocks.snrToTasks;
import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Blocks.tensorFactorized;
import static dev.espalier.dsl.Features.image;
import static dev.espalier.dsl.Features.multivalent;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.vocabulary;
import static dev.espalier.dsl.Routing.noisyTopK;
import static dev.espalier.dsl.Scores.powerProduct;
import static dev.espalier.dsl.Scores.term;

import dev.espalier.dsl.Score;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.Topology;
import java.util.List;

/** A topology on the census table for each block, what its name says being new in it. */
public final class BlockTopologies {

  private BlockTopologies() {}

  /** One per block, simplest first; {@code samples/topologies} holds them as JSON. */
  public static List<Topology> all() {
    return List.of(
        CensusTopologies.model("singleTask", singleTask(32)),
        CensusTopologies.model("l2Constrained", l2Constrained(1e-3f, 32)),
        CensusTopologies.model("tensorFactorized", tensorFactorized(ranks(16, 16, 2), 32)),
        CensusTopologies.model("crossStitch", crossStitch(32)),
        CensusTopologies.model("sharedBottom", sharedBottom(113)),
        CensusTopologies.model("dense", sharedBottom(64), dense(32)),
        CensusTopologies.model("experts", experts(8, 16)),
        CensusTopologies.model(
            "hierarchicalExperts", hierarchicalExperts(4, experts(3, 8), omoe()), mmoe()),
        CensusTopologies.model("omoe", experts(8, 16), omoe()),
        CensusTopologies.model("mmoe", experts(8, 16), mmoe()),
        CensusTopologies.model("dselectK", experts(8, 16), dselectK(2)),
        CensusTopologies.model("sparseMoe", sparseMoe(8, 16).gates(SparseMoe.Gates.PER_TASK)),
        CensusTopologies.with(
            multivalent(vocabulary(CensusPositions.LINE, 43).embedding(8), 3).unpooled(),
            "routedPositions",
            sparseMoe(8, 16).perPosition(CensusPositions.LINE),
            experts(8, 16),
            mmoe()),
        CensusTopologies.model(
            "routedTasks", sparseMoe(8, 16).router(noisyTopK(2).warmup(100)).perTask()),
        CensusTopologies.model(
            "cascade", cascade(dense(32), exit(8).threshold(0.95f), experts(8, 16), mmoe())),
        CensusTopologies.model("exit", cascade(dense(64), exit(), dense(32))),
        CensusTopologies.model("cgc", cgc(4, 2, 16)),
        CensusTopologies.model("ple", ple(2, 4, 2, 16)),
        CensusTopologies.model("snr", experts(8, 16), snr(4, 16), mmoe()),
        CensusTopologies.model("snrToTasks", experts(8, 16), snr(4, 16), snrToTasks()),
        CensusTopologies.model("snrGate", experts(8, 16), snrGate(4, 16), mmoe()),
        CensusTopologies.model("crossNetwork", crossNetwork(2, 16), experts(8, 16), mmoe()),
        CensusTopologies.model(
            "factorizationMachine", factorizationMachine(8), experts(8, 16), mmoe()),
        CensusTopologies.with(
            multivalent(vocabulary(CensusPositions.LINE, 43).embedding(8), 3).unpooled(),
            "gru",
            gru(CensusPositions.LINE, 16),
            experts(8, 16),
            mmoe()),
        CensusTopologies.with(
            image(numeric(CensusPositions.AMOUNTS).log(), 2, 3),
            "conv",
            conv(CensusPositions.AMOUNTS, 16, 16).kernelSize(2).stride(1),
            experts(8, 16),
            mmoe()),
        CensusTopologies.attended("targetAttention", experts(8, 16), mmoe()),
        CensusTopologies.model("aitm", experts(8, 16), mmoe(), aitm("never_married", "income")),
        scored(CensusTopologies.model("score", experts(8, 16), mmoe())),
        CensusTopologies.transformed("transformedNumbers", experts(8, 16), mmoe()),
        CensusTopologies.model(
            "stack", crossNetwork(1, 16), experts(8, 16), snr(4, 16), ple(2, 2, 1, 16)));
  }

  /** The same with a score that ranks people by both tasks. */
  private static Topology scored(Topology model) {
    Score rank = new Score("rank", powerProduct(term("income", 1f), term("never_married", 0.5f)));
    return new Topology(model.name(), model.inputs(), model.shared(), model.tasks(), List.of(rank));
  }
}
