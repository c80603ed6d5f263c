package dev.espalier.training;

import dev.espalier.training.metrics.Metric;
import dev.espalier.training.metrics.TaskMetrics;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of {@link Score}. */
final class Scores {

  private Scores() {}

  private static double main(TaskMetrics task) {
    return task.main().score(task.mainValue());
  }

  private static Stream<TaskMetrics> named(String name, List<TaskMetrics> validation) {
    return validation.stream().filter(task -> task.task().equals(name));
  }

  record Mean() implements Score {
    @Override
    public double of(List<TaskMetrics> validation, List<TaskMetrics> first) {
      return validation.stream()
          .mapToDouble(Scores::main)
          .filter(score -> !Double.isNaN(score))
          .average()
          .orElse(Double.NaN);
    }

    @Override
    public String name() {
      return "mean of main metrics";
    }
  }

  record One(String task, @Nullable String metric) implements Score {
    @Override
    public double of(List<TaskMetrics> validation, List<TaskMetrics> first) {
      return named(task, validation).mapToDouble(this::read).findFirst().orElse(Double.NaN);
    }

    private double read(TaskMetrics metrics) {
      for (Map.Entry<Metric, Double> each : metrics.values().entrySet()) {
        if (metric == null || each.getKey().label().equals(metric)) {
          return each.getKey().score(each.getValue());
        }
      }
      return Double.NaN;
    }

    @Override
    public String name() {
      return metric == null ? task : task + "/" + metric;
    }

    @Override
    public List<Part> parts() {
      return List.of(new Part(task, metric));
    }
  }

  record Worst() implements Score {
    @Override
    public double of(List<TaskMetrics> validation, List<TaskMetrics> first) {
      double worst = Double.NaN;
      for (TaskMetrics task : validation) {
        double start =
            named(task.task(), first).mapToDouble(Scores::main).findFirst().orElse(Double.NaN);
        double gain = (main(task) - start) / (start == 0 ? 1 : Math.abs(start));
        worst = Double.isNaN(worst) || gain < worst ? gain : worst;
      }
      return worst;
    }

    @Override
    public String name() {
      return "worst task's gain";
    }
  }

  record Times(Score score, double factor) implements Score {
    @Override
    public double of(List<TaskMetrics> validation, List<TaskMetrics> first) {
      return factor * score.of(validation, first);
    }

    @Override
    public String name() {
      String own = score instanceof Sum ? "(" + score.name() + ")" : score.name();
      return factor + " × " + own;
    }

    @Override
    public List<Part> parts() {
      return score.parts();
    }
  }

  record Sum(Score one, Score other) implements Score {
    @Override
    public double of(List<TaskMetrics> validation, List<TaskMetrics> first) {
      return one.of(validation, first) + other.of(validation, first);
    }

    @Override
    public String name() {
      return one.name() + " + " + other.name();
    }

    @Override
    public List<Part> parts() {
      return Stream.concat(one.parts().stream(), other.parts().stream()).toList();
    }
  }

  record Own(String name, ToDoubleFunction<List<TaskMetrics>> score) implements Score {
    @Override
    public double of(List<TaskMetrics> validation, List<TaskMetrics> first) {
      return score.applyAsDouble(validation);
    }
  }
}
