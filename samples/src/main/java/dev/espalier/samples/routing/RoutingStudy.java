package dev.espalier.samples.routing;

import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.regression;

import dev.espalier.dsl.Topology;
import dev.espalier.samples.quickstart.SyntheticTasks;
import dev.espalier.training.ExpertCollapse;
import dev.espalier.training.GradientSteps;
import dev.espalier.training.Model;
import dev.espalier.training.TrainingListener;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.report.ExpertRouting;
import dev.espalier.training.report.TrainingReport;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains routers on the two synthetic tasks of the MMoE paper, p = 0.5, and looks at who gets the
 * examples.
 *
 * @param rows training examples
 * @param epochs passes over them
 * @param batchSize examples per step
 * @param learningRate of Adam
 * @param seed of the training
 */
public record RoutingStudy(int rows, int epochs, int batchSize, float learningRate, long seed) {
  private static final int DIMENSION = 100;
  private static final int HELD_OUT = 4_096;

  /** The run of the document: 16,384 examples, eight epochs, batch 256, learning rate 0.01. */
  public static RoutingStudy documented() {
    return new RoutingStudy(16_384, 8, 256, 0.01f, 0);
  }

  /**
   * What became of a router.
   *
   * @param collapses what the training told, epoch by epoch
   */
  public record Row(RouterName router, TrainingReport report, List<ExpertCollapse> collapses) {
    /** Copies the list. */
    public Row {
      collapses = List.copyOf(collapses);
    }

    /** The experts of the last epoch. */
    public ExpertRouting last() {
      var epochs = report.history().epochs();
      return epochs.get(epochs.size() - 1).routing().get(0);
    }
  }

  /** Trains with this router. */
  public Row run(RouterName router) {
    SyntheticTasks tasks = new SyntheticTasks(DIMENSION, 1.0, 0.5, 5, 0);
    Topology topology =
        Topology.builder("routing")
            .inputs(numeric("x", DIMENSION))
            .shared(sharedBottom(32), router.block())
            .task(regression("y1").tower(8))
            .task(regression("y2").tower(8))
            .build();
    List<ExpertCollapse> collapses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onCollapse(ExpertCollapse collapse) {
            collapses.add(collapse);
          }
        };
    TrainingSettings settings =
        TrainingSettings.builder()
            .gradients(GradientSteps.equalWeights(), GradientSteps.adam(learningRate))
            .epochs(epochs)
            .batchSize(batchSize)
            .seed(seed)
            .listener(listener)
            .build();
    try (Model model = Model.compile(topology)) {
      return new Row(
          router, model.fit(tasks.draw(rows, 1), tasks.draw(HELD_OUT, 2), settings), collapses);
    }
  }
}
