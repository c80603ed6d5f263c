package dev.espalier.training;

import static dev.espalier.dsl.Blocks.cascade;
import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.exit;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.multiclass;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.TopologyException;
import dev.espalier.graph.OutputNames;
import dev.espalier.graph.Predictions;
import dev.espalier.graph.ServedModel;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.RequestColumns;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.CascadeSweep;
import dev.espalier.training.report.CascadeSweep.Point;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cascade learns, and what a sweep says of a threshold is what evaluation and serving do. */
class CascadeSweepTest {
  private static final List<Float> GRID = List.of(0f, 0.5f, 0.7f, 0.9f, 1f);
  private static final Examples VALIDATION = SmallRun.examples(400, 2);

  @TempDir static Path folder;

  private static Topology topology() {
    return Topology.builder("small-cascade")
        .inputs(numeric("a"), numeric("v", 3), categorical("id", 20, 4))
        .shared(cascade(dense(8), exit(4), dense(16), exit().weight(0.5f), experts(3, 8), mmoe()))
        .task(binary("click").tower(4))
        .task(regression("dwell").tower(4).weight(0.5f).mask("clicked"))
        .task(multiclass("kind", 3).tower(4))
        .build();
  }

  @BeforeAll
  static void train() {
    try (Model model = Model.compile(topology())) {
      TrainingSettings settings =
          SmallRun.settings().epochs(8).checkpoints(Checkpoints.in(folder)).build();
      List<TaskMetrics> metrics =
          model.fit(SmallRun.examples(2_000, 1), VALIDATION, settings).metrics();
      assertThat(metrics.get(0).mainValue()).isGreaterThan(0.9);
    }
  }

  @Test
  void aPointIsWhatTheModelOfThisThresholdSays() {
    CascadeSweep sweep;
    try (Model model = Model.load(folder)) {
      sweep = model.sweep(VALIDATION, GRID);
      assertThat(sweep.points().get(4).tasks()).isEqualTo(model.evaluate(VALIDATION));
    }
    for (Point point : sweep.points()) {
      try (Model model = Model.load(folder, exit -> exit.threshold(point.threshold()))) {
        assertThat(point.tasks()).isEqualTo(model.evaluate(VALIDATION));
      }
      double all = point.leaving().stream().mapToDouble(share -> share).sum();
      assertThat(all).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void whoLeavesEarlierCostsLess() {
    List<Point> points;
    try (Model model = Model.load(folder)) {
      points = model.sweep(VALIDATION, GRID).points();
    }
    int inputs = 1 + 3 + 4;
    int first = inputs * 8 + 8 * 4 * 3 + 4 * (1 + 1 + 3);
    int second = 8 * 16 + 16 * (1 + 1 + 3);
    int end = 16 * 8 * 3 + 3 * (inputs * 3 + 3 * 8) + 8 * 4 * 3 + 4 * (1 + 1 + 3);
    assertThat(points.get(0).leaving()).containsExactly(1.0, 0.0, 0.0);
    assertThat(points.get(0).multiplyAdds()).isEqualTo(first);
    assertThat(points.get(4).leaving()).containsExactly(0.0, 0.0, 1.0);
    assertThat(points.get(4).multiplyAdds()).isEqualTo(inputs * 8 + 8 * 16 + end);
    for (Point point : points.subList(1, 4)) {
      assertThat(point.multiplyAdds())
          .isCloseTo(
              first + (1 - point.leaving().get(0)) * second + point.leaving().get(2) * end,
              within(1e-6));
    }
    assertThat(points.get(2).leaving()).allMatch(share -> share > 0);
    for (int i = 1; i < points.size(); i++) {
      assertThat(points.get(i).leaving().get(0))
          .isLessThanOrEqualTo(points.get(i - 1).leaving().get(0));
    }
  }

  @Test
  void theExportedModelLeavesAtTheThresholdItWasLoadedWith() {
    Path base = folder.resolve("models");
    try (Model model = Model.load(folder, exit -> exit.threshold(0.7f).threshold("kind", 0.6f))) {
      Predictions expected = model.predict(VALIDATION);
      try (ServedModel served = ServedModel.load(model.export(base, 1).directory())) {
        Predictions answers =
            served.predict("serving_default", RequestColumns.of(model.topology(), VALIDATION));
        for (String task : model.topology().taskNames()) {
          float[] wanted = expected.values(task);
          float[] answer = answers.values(OutputNames.of(model.topology().task(task)));
          for (int i = 0; i < wanted.length; i++) {
            assertThat(answer[i]).isCloseTo(wanted[i], within(1e-4f));
          }
        }
      }
    }
  }

  @Test
  void printsATableAndCommaSeparatedValues() {
    try (Model model = Model.load(folder)) {
      CascadeSweep sweep = model.sweep(VALIDATION, List.of(0f, 1f));

      assertThat(sweep.table().text().lines().findFirst().orElseThrow())
          .isEqualTo(
              "threshold  exit 0  exit 1  to the end  multiply-adds  click auc  dwell rmse"
                  + "  kind accuracy");
      assertThat(sweep.table().text()).contains("0.0  100.0%    0.0%        0.0%");
      assertThat(sweep.csv().lines().findFirst().orElseThrow())
          .startsWith("threshold,exit_0,exit_1,end,multiply_adds,click/auc,");
      assertThat(sweep.csv()).contains("\n0.0,1.0,0.0,0.0,180.0,");
    }
  }

  @Test
  void refusesWhatHasNoExitsAndThresholdsThatAreNone() {
    assertThatThrownBy(() -> Model.load(folder, exit -> exit.threshold(2f)))
        .isInstanceOf(TopologyException.class)
        .hasMessageContaining("topology.shared[0].cascade.body[1].exit.threshold: received 2.0");
    try (Model model = Model.compile(SmallRun.topology())) {
      model.fit(VALIDATION, VALIDATION, SmallRun.settings().steps(1).build());
      assertThatThrownBy(() -> model.sweep(VALIDATION, GRID))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("no exits");
    }
  }
}
