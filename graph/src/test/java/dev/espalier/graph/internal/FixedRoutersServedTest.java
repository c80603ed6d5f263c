package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Routing.byTask;
import static dev.espalier.dsl.Routing.lsh;
import static dev.espalier.dsl.Routing.randomFixed;
import static dev.espalier.dsl.Routing.replicate;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SparseMoe.Gates;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.FrozenModel;
import dev.espalier.graph.GoldenBatch;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.OutputNames;
import dev.espalier.graph.Predictions;
import dev.espalier.graph.RawColumn;
import dev.espalier.graph.SavedModels;
import dev.espalier.graph.ServedModel;
import dev.espalier.graph.internal.TrainingGraph.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Experts answer with their number, so that each answer says who computed the example. */
class FixedRoutersServedTest {
  private static final int BATCH = 64;

  @TempDir Path folder;

  static Stream<SparseMoe> blocks() {
    SparseMoe four = experts(4);
    return Stream.of(
        four.router(lsh(2, 3)),
        four.router(randomFixed(3)),
        four.router(randomFixed(2, 3)),
        four.router(replicate(2)),
        experts(2).router(byTask()));
  }

  private static SparseMoe experts(int count) {
    return sparseMoe(count, Layers.of(1).activation(Activation.LINEAR))
        .gates(Gates.PER_TASK)
        .capacity(Capacity.defaults().training(count));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void sendAnExampleToTheSameExpertsWhereverItIs(SparseMoe block) {
    Topology topology =
        Topology.builder("fixed")
            .inputs(numeric("x", 4).raw())
            .shared(block)
            .task(regression("buy"))
            .task(regression("dwell"))
            .build();
    try (Trial trial = trial(topology, 1);
        Trial again = trial(topology, 2)) {
      trial.assign(numbered(trial.parameters()), 0);
      Batch batch = Batch.random(trial.plan, BATCH, 3);
      List<float[]> trained = trial.run(trial.graph.objective().boundary(), batch, Map.of());
      List<float[]> evaluated = trial.predictions(batch);
      trial.save(folder.resolve("checkpoint").toString());
      again.restore(folder.resolve("checkpoint").toString());
      List<float[]> reloaded = again.run(again.graph.objective().boundary(), batch, Map.of());
      Predictions served = served(trial, batch, evaluated);
      for (int t = 0; t < 2; t++) {
        Task task = topology.tasks().get(t);
        assertThat(evaluated.get(t)).containsExactly(trained.get(t), within(1e-6f));
        assertThat(reloaded.get(t)).containsExactly(trained.get(t));
        assertThat(served.values(OutputNames.of(task)))
            .containsExactly(trained.get(t), within(1e-6f));
        assertThat(again.predictions(batch).get(t)).containsExactly(evaluated.get(t));
      }
    }
  }

  private static Trial trial(Topology topology, long seed) {
    return new Trial(topology, new Settings(BATCH, true, true, seed, Lowering.AUTO));
  }

  /** Experts that answer with their number, and towers that hand it on. */
  private static Map<String, float[]> numbered(Map<String, float[]> parameters) {
    Map<String, float[]> numbered = new HashMap<>();
    parameters.forEach(
        (name, value) -> {
          float entry = name.endsWith("kernel") ? 1 : 0;
          int at = name.indexOf("/experts/");
          if (at >= 0) {
            String expert = name.substring(at + "/experts/".length()).replaceFirst("/.*", "");
            entry = name.endsWith("bias") ? Integer.parseInt(expert) : 0;
          }
          float[] entries = new float[value.length];
          Arrays.fill(entries, entry);
          numbered.put(name, entries);
        });
    return numbered;
  }

  private Predictions served(Trial trial, Batch batch, List<float[]> evaluated) {
    Map<String, RawColumn> examples = new LinkedHashMap<>();
    examples.put("x", RawColumn.vectors(4, batch.numbers()));
    Map<String, float[]> expected = new LinkedHashMap<>();
    for (int t = 0; t < evaluated.size(); t++) {
      expected.put(trial.plan.topology().tasks().get(t).name(), evaluated.get(t));
    }
    FittedFeatures none = new FittedFeatures(Map.of(), Map.of(), Map.of(), Map.of());
    Path model =
        SavedModels.export(
            FrozenModel.of(trial.plan, none, trial.parameters()),
            folder.resolve("models"),
            1,
            null,
            GoldenBatch.of(examples, Predictions.of(BATCH, expected)));
    try (ServedModel served = ServedModel.load(model)) {
      return served.predict("serving_default", examples);
    }
  }
}
