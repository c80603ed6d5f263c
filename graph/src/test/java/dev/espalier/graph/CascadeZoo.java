package dev.espalier.graph;

import static dev.espalier.dsl.Blocks.cascade;
import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.exit;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.gru;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.omoe;
import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.sequence;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.multilabel;
import static dev.espalier.dsl.Tasks.ordinal;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Exit;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Gate;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Normalization;
import dev.espalier.dsl.Snr;
import dev.espalier.dsl.Topology;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bodies of several depths: some examples leave at each, none do, or all. */
final class CascadeZoo {
  private static final Feature[] NUMBERS = {numeric("age"), numeric("raw").raw(), numeric("v", 3)};

  private CascadeZoo() {}

  static Map<String, TrainedModel> all() {
    Map<String, TrainedModel> zoo = new LinkedHashMap<>();
    zoo.put("cascade", of(sharedBottom(8), some(4), dense(6), some(5), dense(4)));
    zoo.put(
        "cascade where all leave", of(sharedBottom(8), everyone(), dense(6), some(5), dense(4)));
    zoo.put("cascade where nobody leaves", of(dense(8), exit(4), dense(6), exit(3), dense(4)));
    zoo.put("cascade of streams", of(experts(3, 8), some(4), snr(2, 6), some(4), mmoe()));
    zoo.put(
        "cascade on features",
        of(some(), experts(3, 8), omoe(Gate.affine().hidden(5)), some(), dense(4)));
    zoo.put("cascade of tasks", of(experts(3, 8), mmoe(), some(4), dense(6), some(), dense(5)));
    zoo.put(
        "cascade of many tasks",
        Zoo.manyTasks(cascade(experts(3, 8), mmoe(), easy(4), dense(6), easy(), dense(5))));
    zoo.put("cascade of many tasks on shared", Zoo.manyTasks(cascade(dense(8), easy(4), dense(5))));
    zoo.put("cascade with products", Zoo.conversions(cascade(dense(8), easy(4), dense(6))));
    zoo.put("cascade of labels", kinds());
    zoo.put("normalised cascade", normalized());
    zoo.put("cascade before a constant", beforeAConstant());
    zoo.put("cascade with positions", withPositions());
    zoo.put(
        "cascade of few experts", of(sparseMoe(4, 8), some(4), sparseMoe(4, 6), some(), dense(4)));
    zoo.put("few experts where all left", of(dense(8), everyone(), sparseMoe(4, 6)));
    return zoo;
  }

  /** Some examples leave. */
  static Exit some(int... tower) {
    return exit(tower).threshold(0.6f).threshold("rating", 0.3f);
  }

  static Exit easy(int... tower) {
    return exit(tower).threshold(0.5f);
  }

  private static Exit everyone() {
    return exit(4).threshold(0f);
  }

  static TrainedModel of(Block... body) {
    return Zoo.of("cascade", NUMBERS, cascade(body));
  }

  private static TrainedModel kinds() {
    Topology topology =
        Topology.builder("labels")
            .inputs(NUMBERS)
            .shared(cascade(dense(8), exit(4).threshold(0.5f), dense(6)))
            .task(multilabel("tags", 2).tower(6))
            .task(ordinal("stars", 3).tower(4))
            .task(binary("click").keptNegatives(0.3f))
            .build();
    return new TrainedModel(topology, Map.of());
  }

  private static TrainedModel normalized() {
    Layers eight = Layers.of(8).normalization(Normalization.BATCH).dropout(0.1f);
    Layers tower = Layers.of(4).normalization(Normalization.BATCH);
    return of(
        dense(eight), exit(tower).threshold(0.6f).threshold("rating", 0.3f), dense(eight), mmoe());
  }

  /** Behind the exit no connection is open: what stays there is answered by a constant. */
  private static TrainedModel beforeAConstant() {
    float[] closed = {Zoo.CLOSED, Zoo.CLOSED};
    return Zoo.of(
        "constant",
        NUMBERS,
        Map.of("shared0/cascade/body2/", closed),
        cascade(experts(2, 8), some(4), snr(1, 6).kind(Snr.Kind.AVER)));
  }

  private static TrainedModel withPositions() {
    Feature[] features = {numeric("age"), sequence("visits", 4).length("clicks")};
    return Zoo.of("positions", features, cascade(dense(6), some(4), gru("visits", 3), dense(4)));
  }
}
