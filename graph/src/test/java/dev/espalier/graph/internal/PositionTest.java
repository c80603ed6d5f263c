package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.PositionBias;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Owner;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.Lowering;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A shallow tower on the position at which an example was shown. */
class PositionTest {
  private static final PositionBias BIAS =
      PositionBias.of("place", 3).dimension(2).tower(smooth(4));
  private static final Task DWELL = regression("dwell").tower(3);

  private static Topology topology(Task click) {
    return Topology.builder("t")
        .inputs(numeric("x", 3), categorical("item", 4, 2))
        .shared(experts(2, 4), mmoe())
        .task(DWELL)
        .task(click)
        .build();
  }

  @ParameterizedTest
  @EnumSource(Lowering.class)
  void isAddedToTheLogitInTrainingOnly(Lowering lowering) {
    try (Trial trial = Trial.of(topology(binary("click").tower(3).positionBias(BIAS)), lowering)) {
      Batch batch = trial.batch();
      Map<String, float[]> values = trial.parameters();
      float[] p = trial.predictions(batch).get(1);
      double loss = 0;
      double sum = 0;
      for (int i = 0; i < batch.size(); i++) {
        double logit = Math.log(p[i] / (1.0 - p[i])) + bias(values, batch.ids()[2 * i + 1]);
        double y = batch.labels()[batch.size() + i];
        double w = batch.weights()[batch.size() + i];
        loss += w * Math.log1p(Math.exp(y == 1 ? -logit : logit));
        sum += w;
      }
      assertThat((double) trial.losses(batch)[1]).isCloseTo(loss / sum, within(1e-5));
      Batch moved =
          new Batch(
              batch.size(), batch.numbers(), moved(batch.ids()), batch.labels(), batch.weights());
      assertThat(trial.predictions(moved).get(1)).containsExactly(p);
      assertThat(trial.losses(moved)[1]).isNotEqualTo(trial.losses(batch)[1]);
      assertThat(trial.losses(moved)[0]).isEqualTo(trial.losses(batch)[0]);
    }
  }

  /** Each position one further, the unknown one first. */
  private static int[] moved(int[] ids) {
    int[] moved = ids.clone();
    for (int i = 1; i < ids.length; i += 2) {
      moved[i] = (ids[i] + 1) % 4;
    }
    return moved;
  }

  private static double bias(Map<String, float[]> values, int position) {
    float[] table = values.get("tasks/click/position/table");
    float[] kernel = values.get("tasks/click/position/layer0/kernel");
    float[] offset = values.get("tasks/click/position/layer0/bias");
    float[] head = values.get("tasks/click/position/head/kernel");
    double sum = 0;
    for (int u = 0; u < head.length; u++) {
      double z = offset[u];
      for (int d = 0; d < 2; d++) {
        z += table[position * 2 + d] * kernel[d * head.length + u];
      }
      sum += head[u] * Math.tanh(z);
    }
    return sum;
  }

  @Test
  void isNotThereWhereItIsDropped() {
    Task plain = binary("click").tower(3);
    Task dropped = plain.positionBias(BIAS.dropout(Math.nextDown(1f)));
    try (Trial without = Trial.of(topology(plain), Lowering.BATCHED);
        Trial with = Trial.of(topology(dropped), Lowering.BATCHED)) {
      Batch batch = with.batch();
      Batch same =
          new Batch(batch.size(), batch.numbers(), batch.ids(1), batch.labels(), batch.weights());
      without.assign(
          with.parameters().entrySet().stream()
              .filter(entry -> !entry.getKey().contains("/position/"))
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
          0);
      assertThat(with.losses(batch)).containsExactly(without.losses(same));
    }
  }

  @Test
  void belongsToItsTask() {
    Plan plan = Plan.of(topology(binary("click").tower(3).positionBias(BIAS)));
    List<Parameter> own =
        plan.parameters().stream().filter(p -> p.name().contains("/position/")).toList();
    assertThat(own)
        .extracting(Parameter::name)
        .containsExactlyInAnyOrder(
            "tasks/click/position/table",
            "tasks/click/position/layer0/kernel",
            "tasks/click/position/layer0/bias",
            "tasks/click/position/head/kernel");
    assertThat(own).allMatch(p -> p.owner().equals(new Owner.OfTask("click")));
  }
}
