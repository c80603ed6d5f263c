package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.crossNetwork;
import static dev.espalier.dsl.Blocks.dselectK;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.factorizationMachine;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Blocks.snrGate;
import static dev.espalier.dsl.Blocks.snrToTasks;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Losses.focal;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.multiclass;
import static dev.espalier.dsl.Tasks.multilabel;
import static dev.espalier.dsl.Tasks.ordinal;
import static dev.espalier.dsl.Tasks.quantile;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.DselectK;
import dev.espalier.dsl.Gate;
import dev.espalier.dsl.Snr;
import dev.espalier.dsl.Tasks;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.TopologyBuilder;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.TrainingGraph.Settings;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tensorflow.GraphOperation;

/** Ops a step runs before any gradient; constants, which run once, are not counted. */
class OpCountTest {

  /** The paper's model: 100 numbers, 8 experts of 16, 2 regressions with towers of 8. */
  private static Topology w1(int experts, int tasks) {
    TopologyBuilder topology =
        Topology.builder("w1").inputs(numeric("x", 100)).shared(experts(experts, 16), mmoe());
    for (int t = 0; t < tasks; t++) {
      topology.task(regression("t" + t).tower(8));
    }
    return topology.build();
  }

  @Test
  void ofThePapersModelIsThis() {
    assertThat(count(w1(8, 2))).as(() -> "W1 has " + ops(w1(8, 2))).isEqualTo(W1);
  }

  private static final int W1 = 37;

  @Test
  void doesNotGrowWithExpertsOrTasks() {
    assertThat(count(w1(16, 2))).isEqualTo(count(w1(2, 2)));
    assertThat(count(w1(8, 16))).isEqualTo(count(w1(8, 2)));
  }

  @Test
  void doesNotGrowWithLayersOfOtherKindsSideBySide() {
    assertThat(count(mixed(16, 2))).isEqualTo(count(mixed(2, 2)));
    assertThat(count(mixed(3, 9))).isEqualTo(count(mixed(3, 2)));
  }

  @Test
  void doesNotGrowWithConnectionsIntoTasks() {
    for (Snr.Kind kind : Snr.Kind.values()) {
      assertThat(count(routed(16, 2, kind))).isEqualTo(count(routed(2, 2, kind)));
      assertThat(count(routed(3, 9, kind))).isEqualTo(count(routed(3, 2, kind)));
    }
  }

  @Test
  void doesNotGrowWithStreamsToSelectFrom() {
    for (DselectK.Selector selector : DselectK.Selector.values()) {
      assertThat(count(selected(16, 2, selector))).isEqualTo(count(selected(2, 2, selector)));
      assertThat(count(selected(4, 9, selector))).isEqualTo(count(selected(4, 2, selector)));
    }
  }

  private static Topology selected(int experts, int tasks, DselectK.Selector selector) {
    TopologyBuilder topology =
        Topology.builder("selected")
            .inputs(numeric("x", 3))
            .shared(experts(experts, 4), dselectK(2).selector(selector));
    for (int t = 0; t < tasks; t++) {
      topology.task(binary("b" + t).tower(3));
    }
    return topology.build();
  }

  @Test
  void doesNotGrowWithCodesOfTheExample() {
    for (Snr.Kind kind : Snr.Kind.values()) {
      assertThat(count(gated(16, kind))).isEqualTo(count(gated(2, kind)));
    }
  }

  private static Topology gated(int networks, Snr.Kind kind) {
    return Topology.builder("gated")
        .inputs(numeric("x", 3))
        .shared(experts(networks, 4), snrGate(networks, 4).kind(kind), mmoe())
        .task(binary("a").tower(3))
        .task(binary("b").tower(3))
        .build();
  }

  private static Topology routed(int networks, int tasks, Snr.Kind kind) {
    TopologyBuilder topology =
        Topology.builder("routed")
            .inputs(numeric("x", 3))
            .shared(experts(networks, 4), snr(networks, 4).kind(kind), snrToTasks().kind(kind));
    for (int t = 0; t < tasks; t++) {
      topology.task(binary("b" + t).tower(3));
    }
    return topology.build();
  }

  private static Topology mixed(int networks, int tasks) {
    TopologyBuilder topology =
        Topology.builder("mixed")
            .inputs(numeric("x", 3), categorical("id", 9, 2))
            .shared(
                experts(networks, 4, 4),
                snr(networks, 4, 4),
                crossNetwork(2),
                factorizationMachine(3),
                mmoe(Gate.affine().hidden(4, 4).offers(Gate.Offer.LOGITS)),
                crossNetwork(1));
    for (int t = 0; t < tasks; t++) {
      topology.task(binary("b" + t).tower(3));
      topology.task(regression("r" + t).tower(3));
      topology.task(multiclass("m" + t, 3).tower(3));
      topology.task(multilabel("l" + t, 3).tower(3));
      topology.task(Tasks.count("c" + t).tower(3));
      topology.task(quantile("q" + t, 0.1f + t / 100f).tower(3));
      topology.task(ordinal("o" + t, 4).tower(3));
      topology.task(binary("f" + t).tower(3).loss(focal(t, 0.5f)));
    }
    return topology.build();
  }

  private static long count(Topology topology) {
    return ops(topology).values().stream().mapToLong(n -> n).sum();
  }

  private static Map<String, Long> ops(Topology topology) {
    Settings settings = new Settings(256, false, false, 1, Lowering.BATCHED);
    try (Trial trial = new Trial(topology, settings)) {
      return Ancestors.of(trial.graph.objective().losses()).stream()
          .map(GraphOperation::type)
          .filter(type -> !type.equals("Const"))
          .collect(Collectors.groupingBy(type -> type, TreeMap::new, Collectors.counting()));
    }
  }
}
