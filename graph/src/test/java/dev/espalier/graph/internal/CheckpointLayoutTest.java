package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Gate;
import dev.espalier.dsl.Normalization;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.graph.Lowering;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointLayoutTest {
  private static final Topology EVERY_ROLE =
      Topologies.of(
          "every-role",
          List.of(numeric("x", 3), categorical("id", 5, 2), categorical("known", 4, 2).frozen()),
          List.of(
              experts(3, smooth(4, 5).normalization(Normalization.BATCH)),
              snr(2, smooth(4, 3)),
              mmoe(Gate.affine())),
          binary("a").tower(smooth(3, 2)),
          regression("b").tower(smooth(3, 2)));

  @TempDir private Path folder;

  @Test
  void aCheckpointMeansTheSameInEveryLowering() {
    String path = folder.resolve("checkpoint").toString();
    for (Lowering from : List.of(Lowering.BATCHED, Lowering.SEPARATE)) {
      Lowering to = from == Lowering.BATCHED ? Lowering.SEPARATE : Lowering.BATCHED;
      Map<String, float[]> written;
      List<float[]> predicted;
      try (Trial trial = Trial.of(EVERY_ROLE, from)) {
        written = values(trial);
        trial.assign(written, 41);
        trial.save(path);
        predicted = trial.predictions(trial.batch());
      }
      try (Trial trial = Trial.of(EVERY_ROLE, to)) {
        trial.restore(path);
        Map<String, float[]> read = trial.parameters();
        assertThat(read.keySet()).isEqualTo(written.keySet());
        written.forEach((name, value) -> assertThat(read.get(name)).as(name).isEqualTo(value));
        assertThat(trial.steps()).isEqualTo(41);
        List<float[]> now = trial.predictions(trial.batch());
        for (int t = 0; t < now.size(); t++) {
          assertThat(now.get(t))
              .containsExactly(predicted.get(t), org.assertj.core.api.Assertions.within(3e-6f));
        }
      }
    }
  }

  private static Map<String, float[]> values(Trial trial) {
    assertThat(trial.plan.parameters().stream().map(Parameter::role).collect(Collectors.toSet()))
        .isEqualTo(java.util.Set.of(Parameter.Role.values()));
    Random random = new Random(11);
    Map<String, float[]> values = new HashMap<>();
    for (Parameter parameter : trial.plan.parameters()) {
      float[] value = new float[(int) parameter.size()];
      for (int i = 0; i < value.length; i++) {
        value[i] = 0.1f + random.nextFloat();
      }
      values.put(parameter.name(), value);
    }
    return values;
  }
}
