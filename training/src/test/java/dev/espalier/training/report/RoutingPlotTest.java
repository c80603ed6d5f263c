package dev.espalier.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class RoutingPlotTest {

  static ExpertRouting block(String path, double changed, double... load) {
    List<Double> loads = Arrays.stream(load).boxed().toList();
    return new ExpertRouting(
        path,
        loads,
        320,
        1024,
        List.of(
            new GateRouting("a<b", loads, Math.log(2) / 2, 0.25, changed),
            new GateRouting("c", loads, Double.NaN, 0, changed)));
  }

  private static Epoch epoch(int number, ExpertRouting... routing) {
    return new Epoch(
        number, number, 1, 1, Map.of(), List.of(), List.of(), List.of(), List.of(routing), 0);
  }

  @Test
  void hasARowPerExpertAndAColumnPerEpoch() throws Exception {
    History history =
        new History(
            List.of(
                epoch(1, block("topology.shared[0].sparseMoe", Double.NaN, 0, 2)),
                epoch(2, block("topology.shared[0].sparseMoe", 0.5, 1, 1))));
    Document svg = parsed(RoutingPlot.svg(history));
    NodeList cells = svg.getElementsByTagName("rect");
    assertThat(IntStream.range(0, 4).mapToObj(i -> attribute(cells, i, "fill")))
        .containsExactly("#b2182b", "#ffffff", "#bcd1e6", "#ffffff");
    assertThat(cells.getLength()).isEqualTo(4);
    assertThat(cells.item(2).getTextContent())
        .isEqualTo("epoch 1, expert 1: 200.00 % of the examples, 2.00 of the mean");
    // Entropy of one gate, dropped of both, changed of both from the second epoch on.
    NodeList dots = svg.getElementsByTagName("circle");
    assertThat(dots.getLength()).isEqualTo(2 + 4 + 2);
    assertThat(dots.item(0).getTextContent()).isEqualTo("epoch 1, gate of a<b: entropy 50.0 %");
    assertThat(attribute(dots, 0, "cy")).isEqualTo(attribute(dots, 6, "cy"));
  }

  @Test
  void manyExpertsAndEpochsStaySmall() throws Exception {
    double[] loads = new double[128];
    Arrays.fill(loads, .5);
    History history =
        new History(
            IntStream.rangeClosed(1, 100)
                .mapToObj(e -> epoch(e, block("one", .1, loads), block("other", .1, 1)))
                .toList());
    Document svg = parsed(RoutingPlot.svg(history));
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(100 * 129);
    assertThat(Integer.parseInt(svg.getDocumentElement().getAttribute("width"))).isLessThan(900);
    assertThat(Integer.parseInt(svg.getDocumentElement().getAttribute("height"))).isLessThan(1400);
  }

  private static String attribute(NodeList nodes, int at, String name) {
    return nodes.item(at).getAttributes().getNamedItem(name).getNodeValue();
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
