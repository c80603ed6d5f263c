package dev.espalier.samples.balancing;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.regression;

import dev.espalier.dsl.Topology;
import dev.espalier.samples.census.CensusTable;
import dev.espalier.samples.census.CensusTopologies;
import dev.espalier.samples.quickstart.SyntheticTasks;
import dev.espalier.training.data.Examples;
import java.util.stream.IntStream;

/**
 * What is trained on what.
 *
 * @param name of the data
 * @param topology MMoE, with eight experts of 16 units
 * @param training what is trained on
 * @param validation what learning rates and epochs are chosen by
 * @param test what is reported
 */
public record BalancingData(
    String name, Topology topology, Examples training, Examples validation, Examples test) {
  private static final int DIMENSION = 100;
  private static final int TRAINING = 16_384;
  private static final int HELD_OUT = 8_192;

  /** Two regressions whose directions have this cosine, the loss of the second times 0.1. */
  public static BalancingData synthetic(double correlation) {
    SyntheticTasks tasks = new SyntheticTasks(DIMENSION, 1.0, correlation, 5, 0);
    Topology topology =
        Topology.builder("synthetic")
            .inputs(numeric("x", DIMENSION))
            .shared(experts(8, 16), mmoe())
            .task(regression("y1").tower(8))
            .task(regression("y2").tower(8).weight(0.1f))
            .build();
    return new BalancingData(
        "synthetic-" + correlation,
        topology,
        tasks.draw(TRAINING, 1),
        tasks.draw(HELD_OUT, 2),
        tasks.draw(HELD_OUT, 3));
  }

  /** The first rows of each part of the Census-Income table. */
  public static BalancingData census(CensusTable table) {
    return new BalancingData(
        "census",
        CensusTopologies.mmoeModel(),
        first(table.training(), TRAINING),
        first(table.validation(), HELD_OUT),
        first(table.test(), 2 * HELD_OUT));
  }

  private static Examples first(Examples examples, int rows) {
    return examples.take(IntStream.range(0, Math.min(rows, examples.rows())).toArray());
  }
}
