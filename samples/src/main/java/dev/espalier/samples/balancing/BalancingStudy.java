package dev.espalier.samples.balancing;

import dev.espalier.training.Model;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.TrainingReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Trains every method with the same budget: seed 0 with each learning rate, and the other seeds
 * with the one that validates best.
 *
 * @param learningRates that each method may choose from
 * @param seeds trainings per method that are reported, from seed 0
 * @param epochs passes over the training part; the weights of the best validation are tested
 * @param batchSize examples per step
 * @param log where trials are kept, and taken from
 */
public record BalancingStudy(
    List<Float> learningRates, int seeds, int epochs, int batchSize, TrialLog log) {

  /** The trials of a method with its learning rate, one per seed; each is told as it ends. */
  public List<Trial> run(BalancingData data, Method method, Consumer<Trial> listener)
      throws IOException {
    List<Trial> grid = new ArrayList<>();
    for (float rate : learningRates) {
      grid.add(trial(data, method, rate, 0, listener));
    }
    Trial best =
        grid.stream().max(Comparator.comparingDouble(BalancingStudy::judged)).orElseThrow();
    List<Trial> trials = new ArrayList<>(List.of(best));
    for (long seed = 1; seed < seeds; seed++) {
      trials.add(trial(data, method, best.learningRate(), seed, listener));
    }
    return trials;
  }

  private static double judged(Trial trial) {
    return Double.isNaN(trial.validation()) ? Double.NEGATIVE_INFINITY : trial.validation();
  }

  private Trial trial(
      BalancingData data, Method method, float rate, long seed, Consumer<Trial> listener)
      throws IOException {
    var known = log.find(data.name(), method.name(), rate, seed);
    if (known.isPresent()) {
      return known.get();
    }
    TrainingSettings settings =
        TrainingSettings.builder()
            .gradients(method.chain(rate))
            .epochs(epochs)
            .batchSize(batchSize)
            .seed(seed)
            .build();
    try (Model model = Model.compile(data.topology())) {
      TrainingReport report = model.fit(data.training(), data.validation(), settings);
      Map<String, Double> test = new LinkedHashMap<>();
      for (TaskMetrics metrics : model.evaluate(data.test())) {
        test.put(metrics.task() + " " + metrics.main().label(), metrics.mainValue());
      }
      double validation =
          report.best().validation().stream()
              .mapToDouble(task -> task.main().score(task.mainValue()))
              .average()
              .orElseThrow();
      Trial trial = new Trial(data.name(), method.name(), rate, seed, validation, test);
      log.add(trial);
      listener.accept(trial);
      return trial;
    }
  }
}
