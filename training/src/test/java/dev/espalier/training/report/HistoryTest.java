package dev.espalier.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.espalier.training.metrics.Metric;
import dev.espalier.training.metrics.TaskMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {

  static final History HISTORY =
      History.empty()
          .with(
              new Epoch(
                  1,
                  100,
                  1.5,
                  2000,
                  losses(.7, Double.NaN),
                  List.of(
                      binary("click, \"buy\"", .5, .69, Double.NaN), regression("dwell", 2, 1.5)),
                  List.of(),
                  List.of(),
                  List.of(),
                  0))
          .with(
              new Epoch(
                  2,
                  200,
                  3.25,
                  4000,
                  losses(.1 + .2, 1e-300),
                  List.of(binary("click, \"buy\"", .75, .5, .8), regression("dwell", 1, .5)),
                  List.of(new GradientPair("click, \"buy\"", "dwell", .25, -.5)),
                  List.of(
                      new GradientShare("click, \"buy\"", 3, 1.5),
                      new GradientShare("dwell", .125, Double.NaN)),
                  List.of(),
                  3));

  private static Map<String, Double> losses(double click, double dwell) {
    Map<String, Double> losses = new LinkedHashMap<>();
    losses.put("click, \"buy\"", click);
    losses.put("dwell", dwell);
    return losses;
  }

  private static TaskMetrics binary(String task, double auc, double logLoss, double accuracy) {
    Map<Metric, Double> values = new LinkedHashMap<>();
    values.put(Metric.AUC, auc);
    values.put(Metric.LOG_LOSS, logLoss);
    values.put(Metric.ACCURACY, accuracy);
    return new TaskMetrics(task, values);
  }

  private static TaskMetrics regression(String task, double rmse, double mae) {
    Map<Metric, Double> values = new LinkedHashMap<>();
    values.put(Metric.RMSE, rmse);
    values.put(Metric.MAE, mae);
    return new TaskMetrics(task, values);
  }

  @Test
  void comesBackFromJson() {
    History back = HistoryJson.read(HistoryJson.write(HISTORY));
    assertThat(back).isEqualTo(HISTORY);
    assertThat(back.tasks()).containsExactly("click, \"buy\"", "dwell");
    assertThat(back.epochs().get(0).validation().get(0).main()).isEqualTo(Metric.AUC);
    assertThat(HistoryJson.read(HistoryJson.write(History.empty()))).isEqualTo(History.empty());
  }

  @Test
  void metricsFromOutsideComeBackWithTheirDirection() {
    Map<Metric, Double> values = new LinkedHashMap<>();
    values.put(Metric.AUC, .5);
    values.put(new Metric("overprediction", false), 1.1);
    values.put(new Metric("share_paid", Metric.Better.NEAR_ONE), 0.9);
    values.put(Metric.CALIBRATION, 1.2);
    values.put(new Metric("gain", true), 3.0);
    List<TaskMetrics> own = List.of(new TaskMetrics("click", values));
    History history =
        History.empty()
            .with(new Epoch(1, 1, 0, 0, losses(1, 1), own, List.of(), List.of(), List.of(), 0));
    assertThat(HistoryJson.read(HistoryJson.write(history))).isEqualTo(history);
  }

  @Test
  void whatIsNotFiniteIsNullInJson() {
    Epoch diverged =
        new Epoch(
            1,
            1,
            0,
            0,
            losses(Double.POSITIVE_INFINITY, 1),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            0);
    String json = HistoryJson.write(History.empty().with(diverged));
    assertThat(json).contains("\"loss\":null");
    assertThat(HistoryJson.read(json).epochs().get(0).losses().values())
        .containsExactly(Double.NaN, 1.0);
  }

  @Test
  void writesAStableForm() {
    assertThat(HistoryJson.write(new History(List.of(HISTORY.epochs().get(1)))))
        .isEqualTo(
            "{\"schema\":1,\"epochs\":[{\"epoch\":2,\"step\":200,\"seconds\":3.25,"
                + "\"examples_per_second\":4000.0,\"skipped_steps\":3,"
                + "\"losses\":[{\"task\":\"click, \\\"buy\\\"\",\"loss\":0.30000000000000004},"
                + "{\"task\":\"dwell\",\"loss\":1.0E-300}],"
                + "\"validation\":[{\"task\":\"click, \\\"buy\\\"\",\"metrics\":["
                + "{\"metric\":\"auc\",\"value\":0.75},{\"metric\":\"log_loss\",\"value\":0.5},"
                + "{\"metric\":\"accuracy\",\"value\":0.8}]},{\"task\":\"dwell\",\"metrics\":["
                + "{\"metric\":\"rmse\",\"value\":1.0},{\"metric\":\"mae\",\"value\":0.5}]}],"
                + "\"conflicts\":[{\"first\":\"click, \\\"buy\\\"\",\"second\":\"dwell\","
                + "\"rate\":0.25,\"cosine\":-0.5}],"
                + "\"gradients\":[{\"task\":\"click, \\\"buy\\\"\",\"norm\":3.0,\"weight\":1.5},"
                + "{\"task\":\"dwell\",\"norm\":0.125,\"weight\":null}]}]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"schema\":2,\"epochs\":[]}",
        "{\"schema\":1,\"epochs\":[],\"more\":1}",
        "{\"schema\":1,\"epochs\":[{}]}",
        "{\"schema\":1,\"epochs\":[]} x"
      })
  void refusesWhatIsNoHistory(String json) {
    assertThatIllegalArgumentException().isThrownBy(() -> HistoryJson.read(json));
  }

  @Test
  void refusesAnUnknownMetric() {
    String json = HistoryJson.write(HISTORY).replace("\"auc\"", "\"auk\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HistoryJson.read(json))
        .withMessageContaining("auk");
  }

  @Test
  void isALinePerValidationInCsv() {
    assertThat(HistoryCsv.write(HISTORY))
        .isEqualTo(
            """
            epoch,step,seconds,examples_per_second,skipped_steps,"click, ""buy""/loss",dwell/loss,\
            "click, ""buy""/auc","click, ""buy""/log_loss","click, ""buy""/accuracy",dwell/rmse,\
            dwell/mae,"conflict/click, ""buy""/dwell","cosine/click, ""buy""/dwell",\
            "click, ""buy""/gradient_norm","click, ""buy""/gradient_weight",\
            dwell/gradient_norm,dwell/gradient_weight,"seesaw/click, ""buy""/dwell"
            1,100,1.5,2000.0,0,0.7,,0.5,0.69,,2.0,1.5,,,,,,,
            2,200,3.25,4000.0,3,0.30000000000000004,1.0E-300,0.75,0.5,0.8,1.0,0.5,0.25,-0.5,\
            3.0,1.5,0.125,,0
            """);
    assertThat(HistoryCsv.write(History.empty()))
        .isEqualTo("epoch,step,seconds,examples_per_second,skipped_steps\n");
  }

  @Test
  void routingHasItsColumns() {
    ExpertRouting block = RoutingPlotTest.block("p", Double.NaN, .5, 1);
    Epoch epoch =
        new Epoch(1, 1, 0, 0, Map.of(), List.of(), List.of(), List.of(), List.of(block), 0);
    History history = new History(List.of(epoch));
    assertThat(history.isRouted()).isTrue();
    assertThat(HISTORY.isRouted()).isFalse();
    assertThat(HistoryCsv.write(history))
        .isEqualTo(
            """
            epoch,step,seconds,examples_per_second,skipped_steps,p/multiply_adds,p/load/0,p/load/1,\
            p/a<b/entropy,p/a<b/dropped,p/a<b/changed,p/a<b/load/0,p/a<b/load/1,\
            p/c/entropy,p/c/dropped,p/c/changed,p/c/load/0,p/c/load/1
            1,1,0.0,0.0,0,320.0,0.5,1.0,0.34657359027997264,0.25,,0.5,1.0,,0.0,,0.5,1.0
            """);
    assertThat(HistoryJson.write(history))
        .contains(
            "\"routing\":[{\"path\":\"p\",\"load\":[0.5,1.0],\"multiply_adds\":320.0,"
                + "\"every_expert\":1024,\"gates\":[{\"gate\":\"a<b\",\"load\":[0.5,1.0],"
                + "\"entropy\":0.34657359027997264,\"dropped\":0.25,\"changed\":null}");
    assertThat(HistoryJson.read(HistoryJson.write(history))).isEqualTo(history);
  }

  @Test
  void sumsItselfUp() {
    assertThat(HISTORY.conflictRate()).hasValue(.25);
    assertThat(History.empty().conflictRate()).isEmpty();
    assertThat(HISTORY.examplesPerSecond()).isEqualTo(3000);
    assertThat(HISTORY.skippedSteps()).isEqualTo(3);
  }
}
