package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.hierarchicalExperts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Routing.lsh;
import static dev.espalier.dsl.Routing.threshold;
import static dev.espalier.dsl.Routing.topK;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.Capacity.Overflow;
import dev.espalier.dsl.Router.Softmax;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.dsl.SparseMoe.Gates;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.TrainingGraph.Settings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a step tells of its routers, against routing example by example. */
class RoutingTallyTest {
  private static final int BATCH = 24;
  private static final int EXPERTS = 5;
  private static final Capacity TIGHT = Capacity.defaults().training(.5f).least(1);

  static Stream<Arguments> crowded() {
    return Stream.of(Overflow.values())
        .flatMap(
            overflow ->
                Stream.of(Gates.values())
                    .flatMap(gates -> Stream.of(1, 2).map(k -> Arguments.of(overflow, gates, k))));
  }

  @ParameterizedTest
  @MethodSource("crowded")
  void countsWhatEachExpertComputes(Overflow overflow, Gates gates, int k) {
    SparseMoe block =
        sparseMoe(EXPERTS, smooth(3))
            .router(topK(k).softmax(Softmax.BEFORE))
            .gates(gates)
            .capacity(TIGHT.overflow(overflow));
    try (Trial trial = trial(SparseTopologies.topology("t", block))) {
      Batch batch = Batch.random(trial.plan, BATCH, 5);
      SparseReference reference = new SparseReference(block, trial.parameters(), batch.numbers());
      List<String> names = gates == Gates.ONE ? List.of("") : List.of("/buy", "/dwell");
      reference.outputs(names);
      float[] told = told(trial, batch);
      RoutingTally at = RoutingTally.of(RoutingTally.steps(trial.plan).get(0));
      assertThat(told).hasSize(at.size());
      assertThat(told[at.examples()]).isEqualTo(BATCH);
      int places = block.capacity().places(.5f, k * names.size(), EXPERTS, BATCH);
      assertThat(told[at.rows()]).isEqualTo(EXPERTS * places);
      float missed = 0;
      for (int g = 0; g < names.size(); g++) {
        assertThat(told[at.asked(g)]).isEqualTo(k * BATCH);
        assertThat((double) told[at.entropy(g)]).isCloseTo(reference.entropies(g), within(1e-4));
        missed += told[at.asked(g)];
        for (int e = 0; e < EXPERTS; e++) {
          assertThat(told[at.kept(g, e)]).isEqualTo(reference.kept(g)[e]);
          assertThat(told[at.computed(e)]).isEqualTo(reference.computed()[e]);
          missed -= told[at.kept(g, e)];
        }
      }
      assertThat(missed).isEqualTo(reference.dropped()).isPositive();
    }
  }

  @Test
  void softExpertsComputeEveryExample() {
    SparseMoe block = sparseMoe(4, smooth(3)).gates(Gates.PER_TASK).dispatch(Dispatch.SOFT);
    try (Trial trial = trial(SparseTopologies.topology("t", block))) {
      float[] told = told(trial, Batch.random(trial.plan, BATCH, 5));
      RoutingTally at = RoutingTally.of(RoutingTally.steps(trial.plan).get(0));
      assertThat(told[at.rows()]).isEqualTo(4 * BATCH);
      for (int g = 0; g < 2; g++) {
        float kept = 0;
        for (int e = 0; e < 4; e++) {
          kept += told[at.kept(g, e)];
          // What either gate sends, each example once.
          assertThat(told[at.computed(e)])
              .isBetween(told[at.kept(g, e)], told[at.kept(0, e)] + told[at.kept(1, e)]);
        }
        assertThat(kept).isEqualTo(told[at.asked(g)]).isEqualTo(2 * BATCH);
      }
    }
  }

  @Test
  void expertsThatAreNotTakenWereNotAskedFor() {
    SparseMoe block = sparseMoe(4, smooth(3)).router(threshold(.3f, 3));
    try (Trial trial = trial(SparseTopologies.topology("t", block))) {
      Batch batch = Batch.random(trial.plan, BATCH, 5);
      float[] told = told(trial, batch);
      RoutingTally at = RoutingTally.of(RoutingTally.steps(trial.plan).get(0));
      float picked = 0;
      for (float pick : trial.run(trial.graph.picks(), batch, Map.of()).get(0)) {
        picked += pick;
      }
      assertThat(told[at.asked(0)]).isEqualTo(picked).isBetween((float) BATCH, 3f * BATCH - 1);
    }
  }

  @Test
  void picksAreThoseOfTheGatesInEvaluation() {
    SparseMoe block = sparseMoe(EXPERTS, smooth(3)).gates(Gates.PER_TASK);
    try (Trial trial = trial(SparseTopologies.topology("t", block))) {
      Batch batch = Batch.random(trial.plan, BATCH, 5);
      float[] picks = trial.run(trial.graph.picks(), batch, Map.of()).get(0);
      float[] gates = trial.run(List.copyOf(trial.graph.gates().values()), batch, Map.of()).get(0);
      assertThat(picks).hasSize(BATCH * 2 * EXPERTS).containsOnly(0f, 1f);
      for (int i = 0; i < gates.length; i++) {
        assertThat(picks[i] > 0).isEqualTo(gates[i] > 0);
      }
    }
  }

  @Test
  void copiesTellEachOfItself() {
    Block copies = hierarchicalExperts(2, sparseMoe(4, smooth(3)).router(lsh(2)));
    Topology topology =
        Topology.builder("t")
            .inputs(numeric("x", 4))
            .shared(copies, mmoe())
            .task(regression("a"))
            .build();
    try (Trial trial = trial(topology)) {
      List<SparseStep> steps = RoutingTally.steps(trial.plan);
      assertThat(steps).hasSize(2);
      assertThat(told(trial, Batch.random(trial.plan, BATCH, 5)))
          .hasSize(2 * RoutingTally.of(steps.get(0)).size());
      assertThat(trial.graph.picks()).hasSize(2);
    }
  }

  @Test
  void whoHasNoRouterTellsNothing() {
    Topology topology =
        Topology.builder("t")
            .inputs(numeric("x", 4))
            .shared(experts(2, 3), mmoe())
            .task(regression("a"))
            .build();
    try (Trial trial = trial(topology)) {
      assertThat(trial.graph.tallies()).isNull();
      assertThat(trial.graph.picks()).isEmpty();
    }
  }

  private static Trial trial(Topology topology) {
    return new Trial(topology, new Settings(BATCH, true, true, 1, Lowering.AUTO));
  }

  private static float[] told(Trial trial, Batch batch) {
    return trial.run(List.of(trial.graph.tallies()), batch, Map.of()).get(0);
  }
}
