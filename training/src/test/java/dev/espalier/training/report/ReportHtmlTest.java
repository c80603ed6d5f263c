package dev.espalier.training.report;

import static dev.espalier.training.GradientSteps.pcGrad;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.graph.Codes;
import dev.espalier.training.metrics.CalibrationCurve;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportHtmlTest {
  private static final TrainingReport REPORT =
      new TrainingReport("feed <1>", HistoryTest.HISTORY, 2, 12_345, 3.5, pcGrad(), List.of());

  private static Document page(ReportHtml page) throws Exception {
    String html = page.write();
    assertThat(html).startsWith("<!DOCTYPE html>").doesNotContain("<script", "src=", "href=");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  @Test
  void saysWhatTheReportSaysWithPictures() throws Exception {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      Document page = page(ReportHtml.of(REPORT));
      assertThat(texts(page, "title")).containsExactly("feed <1>");
      assertThat(texts(page, "h1")).containsExactly("feed <1>");
      assertThat(texts(page, "h2"))
          .containsExactly(
              "Best epoch",
              "Epochs",
              "Seesaw from one validation to the next",
              "Gradients by the shared weights",
              "Curves",
              "Conflicts of gradients");
      assertThat(texts(page, "td")).contains("click, \"buy\"", "0.7500", "–");
      assertThat(texts(page, "p").get(0)).startsWith("Best epoch 2 of 2, 12,345 parameters");
      assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(2);
      // Two tasks, losses of three epochs that are numbers and four metrics.
      assertThat(texts(page, "title").size()).isPositive();
      assertThat(CurvesPlot.svg(REPORT).split("<circle", -1)).hasSize(1 + 3 + 4);
      assertThat(CurvesPlot.svg(REPORT)).contains("dwell, rmse", "epoch 2: 0.7500");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void takesWhatTheModelTells() throws Exception {
    Map<String, CalibrationCurve> curves = new LinkedHashMap<>();
    for (String task : List.of("a", "b", "c", "d & e")) {
      curves.put(
          task,
          new CalibrationCurve(
              List.of(new CalibrationCurve.Bin(.1, .2, 30), new CalibrationCurve.Bin(.8, .7, 10))));
    }
    Document page =
        page(
            ReportHtml.of(REPORT)
                .calibration(curves)
                .gates(
                    Map.of("topology.shared[1].mmoe", new float[][] {{.25f, .75f}, {1, 0}}),
                    List.of(new Codes("topology.shared[0].snr", List.of(List.of(0f, .5f)))))
                .text("Sizes", "a < b\n  | c")
                .facts("Configuration", Map.of("seed", "1 | 2")));
    assertThat(texts(page, "h2"))
        .contains("Calibration", "Who takes what: a row per stream out", "Sizes", "Configuration");
    assertThat(texts(page, "h3"))
        .containsExactly("topology.shared[1].mmoe", "topology.shared[0].snr, codes");
    assertThat(texts(page, "td")).contains("0.250", "1.000", "0.500", "1 | 2");
    assertThat(texts(page, "pre")).containsExactly("a < b\n  | c");
    assertThat(CalibrationPlot.svg(curves).split("<circle", -1)).hasSize(1 + 8);
    assertThat(CalibrationPlot.svg(curves)).contains("said 0.1000, happened 0.2000, weight 30");
    assertThat(ReportHtml.of(REPORT).calibration(Map.of()).parts())
        .doesNotContainKey("Calibration");
  }

  private static List<String> texts(Document page, String tag) {
    NodeList found = page.getElementsByTagName(tag);
    return java.util.stream.IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .filter(text -> !tag.equals("title") || !text.startsWith("epoch"))
        .toList();
  }
}
