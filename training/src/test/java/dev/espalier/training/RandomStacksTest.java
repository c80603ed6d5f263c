package dev.espalier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.GeneratedTopologies;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.TopologyException;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.OutputNames;
import dev.espalier.graph.Predictions;
import dev.espalier.graph.ServedModel;
import dev.espalier.graph.extension.Squash;
import dev.espalier.training.data.Column;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Numbers;
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
    GradientStep merge =
        switch (seed % 4) {
          case 0 -> GradientSteps.pcGrad();
          case 2 -> SurgeryScopes.representationLevel(GradientSteps.pcGrad());
          default -> GradientSteps.equalWeights();
        };
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
      Predictions moved = model.predict(nudged(topology, validation));
      try (ServedModel served = ServedModel.load(exported)) {
        Predictions all =
            served.predict("serving_default", RequestColumns.of(topology, validation));
        for (Task task : topology.tasks()) {
          String output = OutputNames.of(task);
          float[] inMemory = expected.values(task.name());
          float[] allowed = allowed(inMemory, moved.values(task.name()));
          Predictions alone = served.predict(task.name(), RequestColumns.of(topology, validation));
          for (int i = 0; i < inMemory.length; i++) {
            assertThat(all.values(output)[i])
                .as("%s of %s", task.name(), topology)
                .isCloseTo(inMemory[i], within(allowed[i]));
            assertThat(alone.values(output)[i])
                .as("%s alone of %s", task.name(), topology)
                .isCloseTo(inMemory[i], within(allowed[i]));
          }
        }
      }
    }
  }

  /** The same examples, whose numbers differ by a millionth. */
  private static Examples nudged(Topology topology, Examples examples) {
    List<Column> columns = new ArrayList<>(examples.columns());
    for (Feature feature : topology.inputs()) {
      if (feature.numeric() != null) {
        columns.replaceAll(
            column -> column.name().equals(feature.name()) ? nudged((Numbers) column) : column);
      }
    }
    return Examples.of(columns);
  }

  private static Numbers nudged(Numbers column) {
    float[] moved = new float[column.rows() * column.width()];
    for (int i = 0; i < moved.length; i++) {
      float factor = 1 + (Integer.bitCount(i) % 2 == 0 ? 8 : -8) * Math.ulp(1f);
      moved[i] = factor * column.at(i / column.width(), i % column.width());
    }
    return Numbers.of(column.name(), column.width(), moved);
  }

  /**
   * How far an answer may be from the model's: by rounding, or by 8 times what a millionth of its
   * numbers changes where a stack amplifies that more, such as a layer normalised over two units.
   */
  private static float[] allowed(float[] values, float[] moved) {
    float largest = 1;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    float[] allowed = new float[values.length];
    for (int i = 0; i < allowed.length; i++) {
      allowed[i] = Math.max(2e-5f * largest, 8 * Math.abs(moved[i] - values[i]));
    }
    return allowed;
  }
}
