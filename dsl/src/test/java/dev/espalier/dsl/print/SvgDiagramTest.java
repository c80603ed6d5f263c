package dev.espalier.dsl.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.GeneratedTopologies;
import dev.espalier.dsl.JavaTopologies;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import java.io.StringReader;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SvgDiagramTest {

  @Test
  void drawsEveryNodeAndEdgeInsideOfThePicture() throws Exception {
    for (Topology topology : GeneratedTopologies.first(100).toList()) {
      assertWhole(topology);
    }
    assertWhole(JavaTopologies.everything());
    assertWhole(JavaTopologies.cascaded());
  }

  private static void assertWhole(Topology topology) throws Exception {
    Drawing drawing = Drawing.of(Plan.of(topology));
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(SvgDiagram.of(topology))));
    NodeList boxes = svg.getElementsByTagName("rect");
    assertThat(boxes.getLength()).isEqualTo(drawing.nodes().size());
    // The tip of the arrows is a path too.
    assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(drawing.edges().size() + 1);
    Element whole = svg.getDocumentElement();
    for (int i = 0; i < boxes.getLength(); i++) {
      Element box = (Element) boxes.item(i);
      assertThat(end(box, "x", "width")).isLessThanOrEqualTo(size(whole, "width"));
      assertThat(end(box, "y", "height")).isLessThanOrEqualTo(size(whole, "height"));
      for (int j = 0; j < i; j++) {
        Element other = (Element) boxes.item(j);
        boolean beside =
            end(box, "x", "width") <= size(other, "x")
                || end(other, "x", "width") <= size(box, "x");
        boolean above =
            end(box, "y", "height") <= size(other, "y")
                || end(other, "y", "height") <= size(box, "y");
        assertThat(beside || above).as("boxes %d and %d of %s", i, j, topology.name()).isTrue();
      }
    }
  }

  private static int size(Element element, String name) {
    return Integer.parseInt(element.getAttribute(name));
  }

  private static int end(Element box, String start, String length) {
    return size(box, start) + size(box, length);
  }

  @Test
  void saysWhatTheBlocksAreInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      String svg = SvgDiagram.of(JavaTopologies.feedRanking());
      assertThat(svg)
          .contains(">mmoe<", "numeric: ")
          .isEqualTo(SvgDiagram.of(JavaTopologies.feedRanking()));
      assertThat(svg).containsPattern("width=\"[0-9]+\"");
    } finally {
      Locale.setDefault(before);
    }
  }
}
