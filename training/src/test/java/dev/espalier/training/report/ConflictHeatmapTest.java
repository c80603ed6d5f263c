package dev.espalier.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ConflictHeatmapTest {

  @Test
  void hasARowPerPairAndAColumnPerEpoch() throws Exception {
    History history =
        new History(
            List.of(
                epoch(1, pair("a", "b<c", -1), pair("a", "d", 0)),
                epoch(2, pair("a", "b<c", 0.5), pair("a", "d", Double.NaN))));
    Document svg = parsed(ConflictHeatmap.svg(history));
    NodeList cells = svg.getElementsByTagName("rect");
    assertThat(IntStream.range(0, 4).mapToObj(i -> attribute(cells, i, "fill")))
        .containsExactly("#b2182b", "#90b3d6", "#ffffff", "#dddddd");
    assertThat(attribute(cells, 0, "y")).isEqualTo(attribute(cells, 1, "y"));
    assertThat(attribute(cells, 0, "x")).isEqualTo(attribute(cells, 2, "x"));
    assertThat(cells.getLength()).isEqualTo(4);
    assertThat(texts(svg)).contains("a, b<c", "a, d", "1", "2", "-1.00", "0.50");
    assertThat(cells.item(0).getTextContent())
        .isEqualTo("epoch 1: cosine -1.000, in conflict 25.0 %");
    assertThat(cells.item(3).getTextContent()).isEqualTo("epoch 2: not measured");
  }

  @Test
  void manyEpochsStaySmallAndTheirLabelsApart() throws Exception {
    History history =
        new History(
            IntStream.rangeClosed(1, 200).mapToObj(e -> epoch(e, pair("a", "b", 0.1))).toList());
    Document svg = parsed(ConflictHeatmap.svg(history));
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(200);
    assertThat(texts(svg)).contains("1", "7").doesNotContain("2", "3");
    assertThat(Integer.parseInt(svg.getDocumentElement().getAttribute("width"))).isLessThan(1400);
  }

  private static GradientPair pair(String first, String second, double cosine) {
    return new GradientPair(first, second, 0.25, cosine);
  }

  private static Epoch epoch(int number, GradientPair... pairs) {
    return new Epoch(
        number, number, 1, 1, Map.of(), List.of(), List.of(pairs), List.of(), List.of(), 0);
  }

  private static List<String> texts(Document svg) {
    NodeList texts = svg.getElementsByTagName("text");
    return IntStream.range(0, texts.getLength())
        .mapToObj(i -> texts.item(i).getTextContent())
        .toList();
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
