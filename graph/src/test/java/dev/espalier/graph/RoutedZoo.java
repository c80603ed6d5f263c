package dev.espalier.graph;

import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.dselectK;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Blocks.snrGate;
import static dev.espalier.dsl.Blocks.snrToTasks;
import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Router.Softmax.BEFORE;
import static dev.espalier.dsl.Routing.load;
import static dev.espalier.dsl.Routing.lsh;
import static dev.espalier.dsl.Routing.noisyTopK;
import static dev.espalier.dsl.Routing.randomFixed;
import static dev.espalier.dsl.Routing.replicate;
import static dev.espalier.dsl.Routing.sampled;
import static dev.espalier.dsl.Routing.switchRouter;
import static dev.espalier.dsl.Routing.threshold;
import static dev.espalier.dsl.Routing.topK;
import static dev.espalier.dsl.Routing.tree;
import static dev.espalier.graph.Zoo.CLOSED;
import static dev.espalier.graph.Zoo.HALF;
import static dev.espalier.graph.Zoo.OPEN;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Block;
import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.Capacity.Overflow;
import dev.espalier.dsl.DselectK;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Router;
import dev.espalier.dsl.Snr;
import dev.espalier.dsl.SnrGate;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.dsl.SparseMoe.Gates;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Codes between the streams and the tasks: each task may read other streams. */
final class RoutedZoo {
  private static final Feature[] NUMBERS = {numeric("age"), numeric("vector", 3)};

  private static final Layers SMOOTH = Layers.of(8).activation(Activation.TANH);

  private RoutedZoo() {}

  static Map<String, TrainedModel> all() {
    Map<String, TrainedModel> zoo = new LinkedHashMap<>();
    zoo.put("snr to tasks", toTasks(Snr.Kind.TRANS));
    zoo.put("snr aver to tasks", toTasks(Snr.Kind.AVER));
    zoo.put("snr to many tasks", Zoo.manyTasks(experts(4, SMOOTH), snr(3, SMOOTH), snrToTasks()));
    zoo.put("snr to towers of tasks", of(Map.of(), experts(3, 8), snrToTasks(), dense(5)));
    zoo.put("snr closed to tasks", of(nothing(), experts(3, 8), snr(2, 6), snrToTasks()));
    zoo.put("snr per weight", perWeight());
    zoo.put("codes of the example", of(Map.of(), experts(3, 6), snrGate(2, 6), mmoe()));
    zoo.put("codes of the example aver", gated(snrGate(3, 6).kind(Snr.Kind.AVER), snrToTasks()));
    zoo.put("codes of the example to tasks", gated(snrGate(4, 6), snrToTasks()));
    zoo.put("few experts", of(Map.of(), sparseMoe(5, 8)));
    zoo.put("few experts to tasks", of(Map.of(), sparseMoe(5, 8).gates(Gates.PER_TASK), dense(4)));
    zoo.put("few experts of many tasks", Zoo.manyTasks(sparseMoe(8, SMOOTH).gates(Gates.PER_TASK)));
    zoo.put(
        "few experts by chance",
        of(Map.of(), sparseMoe(5, 8).router(noisyTopK(2)).losses(load(1))));
    zoo.put(
        "few experts jittered to tasks",
        of(Map.of(), sparseMoe(5, 8).gates(Gates.PER_TASK).router(switchRouter())));
    zoo.put("few experts soft", of(Map.of(), sparseMoe(5, 8).dispatch(Dispatch.SOFT)));
    zoo.put("few experts drawn", of(Map.of(), sparseMoe(5, 8).router(sampled(2))));
    zoo.put("few experts by share", of(Map.of(), sparseMoe(5, 8).router(threshold(.21f, 3))));
    zoo.put("few experts of a tree", of(Map.of(), sparseMoe(4, 8).router(tree(2).k(2))));
    zoo.put("few experts by hash to tasks", fixed(lsh(2)));
    zoo.put("few experts at random to tasks", fixed(randomFixed(2, 5)));
    zoo.put("few experts of each to tasks", fixed(replicate(2)));
    zoo.put("few experts by task to tasks", byTask());
    zoo.put("few experts of tasks to tasks", of(Map.of(), sparseMoe(5, 8).perTask(), dense(4)));
    zoo.put("few experts of many tasks by task", Zoo.manyTasks(sparseMoe(20, SMOOTH).perTask()));
    zoo.put("few experts drawn by task to tasks", of(Map.of(), tasks(sampled(2)), dense(4)));
    zoo.put("few experts by share by task to tasks", of(Map.of(), tasks(threshold(.1f, 3))));
    zoo.put("few experts of a tree by task to tasks", of(Map.of(), tasks(tree(3))));
    zoo.put("few experts short of places", crowded(Overflow.DROP));
    zoo.put("few experts and the next best", crowded(Overflow.NEXT_BEST));
    zoo.put("static selectors", of(Map.of(), experts(5, 8), dselectK(2)));
    zoo.put("static selectors that chose", chose());
    zoo.put("static selectors of many tasks", Zoo.manyTasks(experts(4, SMOOTH), dselectK(3)));
    zoo.put("selectors per example", of(Map.of(), experts(5, 8), eachExample(2), dense(4)));
    zoo.put("selectors of many tasks", Zoo.manyTasks(experts(8, SMOOTH), eachExample(2)));
    return zoo;
  }

  /**
   * The task click reads what only it reads, buy and dwell share a sub-network, and rating reads
   * nothing; expert 1 and sub-network 3 have no reader.
   */
  static TrainedModel toTasks(Snr.Kind kind) {
    Map<String, float[]> logAlphas = new LinkedHashMap<>();
    logAlphas.put(
        "shared1/",
        new float[] {
          OPEN, CLOSED, CLOSED, CLOSED, CLOSED, HALF, HALF, CLOSED, OPEN, OPEN, OPEN, OPEN
        });
    task(logAlphas, "click", OPEN, CLOSED, CLOSED, CLOSED);
    task(logAlphas, "buy", CLOSED, HALF, OPEN, CLOSED);
    task(logAlphas, "rating", CLOSED, CLOSED, CLOSED, CLOSED);
    task(logAlphas, "dwell", CLOSED, OPEN, CLOSED, CLOSED);
    return of(logAlphas, experts(3, 8), snr(4, 6).kind(kind), snrToTasks().kind(kind));
  }

  /** Of sub-network 0 every third code is closed, of the second its first connection is. */
  static TrainedModel perWeight() {
    TrainedModel model =
        of(Map.of(), experts(2, 6), snr(2, 6).granularity(Snr.Granularity.PER_WEIGHT), mmoe());
    float[] third = model.parameters.get("shared1/snr/0/trans1/logAlpha");
    for (int e = 0; e < third.length; e += 3) {
      third[e] = CLOSED;
    }
    Arrays.fill(model.parameters.get("shared1/snr/1/trans0/logAlpha"), CLOSED);
    return model;
  }

  /** Each task reads one sub-network whose connections the example opens, or none. */
  private static TrainedModel gated(Block gate, Block toTasks) {
    Map<String, float[]> logAlphas = new LinkedHashMap<>();
    int subNetworks = ((SnrGate) gate).subNetworks();
    int open = 0;
    for (String task : List.of("click", "buy", "rating")) {
      float[] row = new float[subNetworks];
      Arrays.fill(row, CLOSED);
      row[open++ % 2 * 2] = OPEN;
      task(logAlphas, task, row);
    }
    float[] none = new float[subNetworks];
    Arrays.fill(none, CLOSED);
    task(logAlphas, "dwell", none);
    return of(logAlphas, experts(3, 6), gate, toTasks);
  }

  /** Click reads expert 4 twice and 2, buy reads 1, rating the number 7 that none has, dwell 0. */
  static TrainedModel chose() {
    TrainedModel model = of(Map.of(), experts(5, 8), dselectK(3));
    codes(model, "click", 4, 2, 4);
    codes(model, "buy", 1, 1, 1);
    codes(model, "rating", 7, 7, 7);
    codes(model, "dwell", 0, 0, 0);
    return model;
  }

  private static void codes(TrainedModel model, String task, int... streams) {
    float[] z = new float[9];
    for (int at = 0; at < z.length; at++) {
      z[at] = (streams[at / 3] >> at % 3 & 1) == 1 ? 2f : -2f;
    }
    model.parameters.put("shared1/dselectK/" + task + "/codes/bias", z);
  }

  private static DselectK eachExample(int k) {
    return dselectK(k).selector(DselectK.Selector.PER_EXAMPLE).entropy(.1f);
  }

  private static TrainedModel fixed(Router router) {
    return of(Map.of(), sparseMoe(4, 8).router(router).gates(Gates.PER_TASK), dense(4));
  }

  /**
   * Click chose experts 6 and 1, buy and dwell 3 and 4, and rating 1 and 3; nobody 0, 2, 5 and 7.
   */
  static TrainedModel byTask() {
    TrainedModel model =
        of(Map.of(), sparseMoe(8, 8).router(noisyTopK(2).warmup(9)).losses(load(1)).perTask());
    logits(model, "click", 0, 1, -1, 0, 0, 0, 2, 0);
    logits(model, "buy", 0, 0, -1, 3, 3, 0, 0, 2);
    logits(model, "rating", -9, 0, -1, 0, -1, -2, -1, -2);
    logits(model, "dwell", 0, 0, 0, .1f, .5f, 0, 0, 0);
    return model;
  }

  private static void logits(TrainedModel model, String task, float... logits) {
    model.parameters.put("shared0/sparseMoe/" + task + "/gate/kernel", logits);
  }

  private static SparseMoe tasks(Router router) {
    return sparseMoe(8, 8).router(router).perTask();
  }

  private static TrainedModel crowded(Overflow overflow) {
    Capacity half = Capacity.defaults().serving(.5f).least(1).overflow(overflow);
    return of(
        Map.of(),
        sparseMoe(4, 8).capacity(half),
        sparseMoe(3, 8, 8).router(topK(1).softmax(BEFORE)));
  }

  private static Map<String, float[]> nothing() {
    Map<String, float[]> logAlphas = new LinkedHashMap<>();
    for (String task : List.of("click", "buy", "rating", "dwell")) {
      task(logAlphas, task, CLOSED, CLOSED);
    }
    return logAlphas;
  }

  private static void task(Map<String, float[]> logAlphas, String task, float... row) {
    logAlphas.put("shared2/snrToTasks/" + task + "/", row);
  }

  private static TrainedModel of(Map<String, float[]> logAlphas, Block... shared) {
    return Zoo.of("routed", NUMBERS, logAlphas, shared);
  }
}
