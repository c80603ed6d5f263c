package dev.espalier.samples.census;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.OutputNames;
import dev.espalier.graph.Predictions;
import dev.espalier.graph.ServedModel;
import dev.espalier.training.GradientSteps;
import dev.espalier.training.Model;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.RequestColumns;
import dev.espalier.training.metrics.TaskMetrics;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Trains topologies for a few steps each, measures, exports and serves them. */
public final class BlockStudy {
  private static final int BATCH = 256;
  private static final int ASKED = 500;

  /**
   * What one topology came to.
   *
   * @param name of the topology
   * @param parameters numbers it holds
   * @param multiplyAdds for one example
   * @param stepMilliseconds time of a training step, the first ones included
   * @param auc test AUC per task
   * @param difference largest difference between a probability that was served and that of the
   *     model in memory
   */
  public record Row(
      String name,
      long parameters,
      long multiplyAdds,
      double stepMilliseconds,
      Map<String, Double> auc,
      double difference) {}

  private final CensusTable table;
  private final int steps;
  private final Path models;

  /** A study of this table with so many steps per topology, whose exports go into that folder. */
  public BlockStudy(CensusTable table, int steps, Path models) {
    this.table = table;
    this.steps = steps;
    this.models = models;
  }

  /** Trains, measures, exports as version 1 and serves this topology. */
  public Row run(Topology topology) {
    TrainingSettings settings =
        TrainingSettings.builder()
            .gradients(GradientSteps.pcGrad(), GradientSteps.adam(1e-3f))
            .steps(steps)
            .batchSize(BATCH)
            .seed(0)
            .build();
    try (Model model = Model.compile(topology)) {
      var epochs = model.fit(table.training(), table.validation(), settings).history().epochs();
      double rate = epochs.get(epochs.size() - 1).examplesPerSecond();
      Map<String, Double> auc = new LinkedHashMap<>();
      for (TaskMetrics metrics : model.evaluate(table.test())) {
        auc.put(metrics.task(), metrics.mainValue());
      }
      Path directory = model.export(models.resolve(topology.name()), 1).directory();
      return new Row(
          topology.name(),
          model.plan().parameterCount(),
          model.plan().multiplyAdds(),
          1000 * BATCH / rate,
          auc,
          difference(model, directory, table.test().take(IntStream.range(0, ASKED).toArray())));
    }
  }

  private static double difference(Model model, Path directory, Examples examples) {
    Predictions expected = model.predict(examples);
    try (ServedModel served = ServedModel.load(directory)) {
      Predictions answers =
          served.predict("serving_default", RequestColumns.of(model.topology(), examples));
      double largest = 0;
      for (Task task : model.topology().tasks()) {
        float[] inMemory = expected.values(task.name());
        float[] asServed = answers.values(OutputNames.of(task));
        for (int i = 0; i < inMemory.length; i++) {
          largest = Math.max(largest, Math.abs((double) asServed[i] - inMemory[i]));
        }
      }
      return largest;
    }
  }
}
