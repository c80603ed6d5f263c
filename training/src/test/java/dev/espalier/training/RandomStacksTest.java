package dev.espalier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.GeneratedTopologies;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.TopologyException;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.OutputNames;
import dev.espalier.graph.Predictions;
import dev.espalier.graph.ServedModel;
import dev.espalier.graph.extension.Squash;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.RequestColumns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Legal stacks of any blocks compile, take steps, are exported, and answer as they were trained.
 */
class RandomStacksTest {
  private static final int STEPS = 10;
  private static final int EACH = 20;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void trainAndServe(int part) {
    for (int seed = part * EACH; seed < (part + 1) * EACH; seed++) {
      Topology topology = GeneratedTopologies.of(seed);
      trainAndServe(seed % 5 == 4 ? withOwnBlock(topology, seed) : topology, seed);
    }
  }

  /** The stack with a block from outside of Espalier at some place where it is legal. */
  private static Topology withOwnBlock(Topology topology, int seed) {
    int places = topology.shared().size() + 1;
    Squash own = new Squash(Squash.Backward.values()[seed % 2], 3 + seed % 4);
    for (int i = 0; i < places; i++) {
      List<Block> shared = new ArrayList<>(topology.shared());
      shared.add((seed + i) % places, own);
      try {
        Topology with =
            new Topology(
                topology.name(), topology.inputs(), shared, topology.tasks(), topology.scores());
        Plan.of(with);
        return with;
      } catch (TopologyException notThere) {
        // Some blocks want the widths or the number of streams that stood here.
      }
    }
    throw new IllegalArgumentException("No place for a block in " + topology);
  }

  private void trainAndServe(Topology topology, int seed) {
    Examples training = RandomExamples.of(topology, 96, 1_000 + seed);
    Examples validation = RandomExamples.of(topology, 32, 2_000 + seed);
    List<String> skipped = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onSkip(long step, String reason) {
            skipped.add(reason);
          }
        };
    GradientStep merge = seed % 2 == 0 ? GradientSteps.pcGrad() : GradientSteps.equalWeights();
    TrainingSettings settings =
        SmallRun.settings()
            .gradients(merge, GradientSteps.clipByGlobalNorm(1f), GradientSteps.adam(1e-3f))
            .steps(STEPS)
            .batchSize(16)
            .seed(seed)
            .listener(listener)
            .build();
    try (Model model = Model.compile(topology, RandomExamples.pretrained(topology))) {
      model.fit(training, validation, settings);
      assertThat(skipped).as("%s", topology).isEmpty();

      Path exported = model.export(folder.resolve(topology.name()), 1).directory();
      Predictions expected = model.predict(validation);
      try (ServedModel served = ServedModel.load(exported)) {
        Predictions all =
            served.predict("serving_default", RequestColumns.of(topology, validation));
        for (Task task : topology.tasks()) {
          String output = OutputNames.of(task);
          float[] inMemory = expected.values(task.name());
          assertThat(all.values(output))
              .as("%s of %s", task.name(), topology)
              .containsExactly(inMemory, within(tolerance(inMemory)));
          assertThat(
                  served
                      .predict(task.name(), RequestColumns.of(topology, validation))
                      .values(output))
              .as("%s alone of %s", task.name(), topology)
              .containsExactly(inMemory, within(tolerance(inMemory)));
        }
      }
    }
  }

  private static float tolerance(float[] values) {
    float largest = 1;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return 2e-5f * largest;
  }
}
