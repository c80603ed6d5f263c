package dev.espalier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.training.data.Examples;
import dev.espalier.training.data.ExamplesException;
import dev.espalier.training.metrics.CalibrationCurve;
import dev.espalier.training.metrics.GroupedAuc;
import dev.espalier.training.metrics.GroupedMetric;
import dev.espalier.training.metrics.Metrics;
import dev.espalier.training.report.HistoryJson;
import dev.espalier.training.report.TrainingReport;
import org.junit.jupiter.api.Test;

/** Metrics inside of groups, at each validation and in evaluations. */
class GroupedRunTest {
  private static final GroupedMetric BY_QUERY = Metrics.groupedAuc("query");

  @Test
  void rowsBringTheirGroupsAlong() {
    Examples held = SmallRun.examples(200, 2);
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report =
          model.fit(
              SmallRun.examples(300, 1),
              held,
              SmallRun.settings().epochs(1).metrics(BY_QUERY, Metrics.groupedAuc("id")).build());
      float[] labels = new float[200];
      int[] groups = new int[200];
      for (int row = 0; row < 200; row++) {
        labels[row] = Float.parseFloat(held.column("click").text(row));
        groups[row] = Integer.parseInt(held.column("query").text(row).substring(1));
      }
      double expected = GroupedAuc.of(model.predict(held).values("click"), labels, null, groups);
      assertThat(report.metrics().get(0).value(BY_QUERY.metric())).isEqualTo(expected);
      assertThat(report.metrics().get(0).value(Metrics.groupedAuc("id").metric()))
          .isNotNaN()
          .isNotEqualTo(expected);
      assertThat(model.evaluate(held, BY_QUERY).get(0).value(BY_QUERY.metric()))
          .isEqualTo(expected);
      assertThat(HistoryJson.read(HistoryJson.write(report.history()))).isEqualTo(report.history());
      assertThat(report.markdown()).contains("auc_by_query");
      CalibrationCurve curve = model.calibration(held).get("click");
      assertThat(model.calibration(held)).containsOnlyKeys("click");
      assertThat(curve)
          .isEqualTo(CalibrationCurve.of(model.predict(held).values("click"), labels, null));
    }
  }

  @Test
  void aColumnThatIsNotThereIsRefused() {
    Examples held = SmallRun.examples(20, 2);
    try (Model model = Model.compile(SmallRun.topology())) {
      assertThatThrownBy(
              () ->
                  model.fit(
                      SmallRun.examples(100, 1),
                      held,
                      SmallRun.settings()
                          .metrics(Metrics.groupedAuc("user"), Metrics.ndcg(5, "list"))
                          .build()))
          .isInstanceOf(ExamplesException.class)
          .hasMessageContaining("examples: received the columns query, a, v")
          .hasMessageContaining("allowed is a column \"user\"")
          .hasMessageContaining("a column \"list\"")
          .hasMessageContaining("Add the column to the table");
    }
  }
}
