package dev.espalier.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.training.metrics.Metric;
import dev.espalier.training.metrics.TaskMetrics;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class CascadePlotTest {

  private static CascadeSweep.Point point(float threshold, double cost, double auc, double first) {
    return new CascadeSweep.Point(
        threshold,
        List.of(first, 1 - first),
        cost,
        List.of(
            new TaskMetrics("a<b", Map.of(Metric.AUC, auc)),
            new TaskMetrics("c", Map.of(Metric.AUC, Double.NaN))));
  }

  @Test
  void hasADotPerThresholdAndABarForWhoLeavesWhere() throws Exception {
    CascadeSweep sweep =
        new CascadeSweep(
            List.of(point(.5f, 100, .7, 1), point(1, 300, .8, 0), point(.9f, 200, .775, .25)));
    Document svg = parsed(CascadePlot.svg(sweep));
    NodeList dots = svg.getElementsByTagName("circle");
    assertThat(dots.getLength()).as("none of what is not a number").isEqualTo(3);
    assertThat(dots.item(1).getTextContent())
        .isEqualTo("threshold 0.9: a<b, auc 0.7750, 200 multiply-adds");
    // Costs and metrics from the least to the largest.
    assertThat(number(dots, 0, "cx")).isEqualTo(96);
    assertThat(number(dots, 1, "cx")).isEqualTo(96 + 280);
    assertThat(number(dots, 2, "cx")).isEqualTo(96 + 560);
    assertThat(number(dots, 0, "cy") - number(dots, 2, "cy")).isEqualTo(140);
    assertThat(number(dots, 0, "cy") - number(dots, 1, "cy")).isEqualTo(105);
    NodeList bars = svg.getElementsByTagName("rect");
    assertThat(bars.getLength()).isEqualTo(6);
    assertThat(number(bars, 4, "width")).isEqualTo(140);
    assertThat(bars.item(5).getTextContent()).isEqualTo("threshold 0.9, to the end: 75.0 %");
  }

  @Test
  void oneThresholdIsInTheMiddle() throws Exception {
    Document svg = parsed(CascadePlot.svg(new CascadeSweep(List.of(point(1, 300, .8, 0)))));
    assertThat(number(svg.getElementsByTagName("circle"), 0, "cx")).isEqualTo(96 + 280);
  }

  private static double number(NodeList nodes, int at, String name) {
    return Double.parseDouble(nodes.item(at).getAttributes().getNamedItem(name).getNodeValue());
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
