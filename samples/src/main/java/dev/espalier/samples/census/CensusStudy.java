package dev.espalier.samples.census;

import dev.espalier.dsl.Topology;
import dev.espalier.training.EarlyStopping;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientSteps;
import dev.espalier.training.Model;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.metrics.TaskMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Trains each way to share, with and without PCGrad, from the same seeds, and measures the weights
 * of the best validation on the test part.
 */
public final class CensusStudy {

  /**
   * What one training came to.
   *
   * @param model name of the topology
   * @param gradients {@code pcgrad} or {@code equal}
   * @param seed seed of the run
   * @param bestEpoch epoch of the best validation
   * @param auc test AUC per task
   */
  public record Run(
      String model, String gradients, long seed, int bestEpoch, Map<String, Double> auc) {}

  private final CensusTable table;
  private final int epochs;

  /** A study of this table with at most this many passes per training. */
  public CensusStudy(CensusTable table, int epochs) {
    this.table = table;
    this.epochs = epochs;
  }

  /** All trainings of these topologies, with both gradients, told one by one as they end. */
  public List<Run> run(List<Topology> topologies, int seeds, Consumer<Run> listener) {
    List<Run> runs = new ArrayList<>();
    for (Topology topology : topologies) {
      for (String gradients : List.of("equal", "pcgrad")) {
        runs.addAll(run(List.of(topology), gradients, seeds, listener));
      }
    }
    return runs;
  }

  /** Trainings of these topologies with {@code pcgrad} or {@code equal}, told as they end. */
  public List<Run> run(
      List<Topology> topologies, String gradients, int seeds, Consumer<Run> listener) {
    List<Run> runs = new ArrayList<>();
    for (Topology topology : topologies) {
      for (long seed = 0; seed < seeds; seed++) {
        Run run = run(topology, gradients, seed);
        listener.accept(run);
        runs.add(run);
      }
    }
    return runs;
  }

  private Run run(Topology topology, String gradients, long seed) {
    GradientChain chain =
        gradients.equals("pcgrad")
            ? GradientChain.of(GradientSteps.pcGrad(), GradientSteps.adam(1e-3f))
            : GradientChain.of(GradientSteps.adam(1e-3f));
    TrainingSettings settings =
        TrainingSettings.builder()
            .gradients(chain)
            .epochs(epochs)
            .batchSize(256)
            .seed(seed)
            .earlyStopping(EarlyStopping.onMean(4))
            .build();
    try (Model model = Model.compile(topology)) {
      int best = model.fit(table.training(), table.validation(), settings).bestEpoch();
      Map<String, Double> auc = new LinkedHashMap<>();
      for (TaskMetrics metrics : model.evaluate(table.test())) {
        auc.put(metrics.task(), metrics.mainValue());
      }
      return new Run(topology.name(), gradients, seed, best, auc);
    }
  }
}
