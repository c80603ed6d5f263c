package dev.espalier.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class HtmlPageTest {

  @Test
  void holdsItsTextAndItsPictures() {
    String svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><style>.a{}</style></svg>";
    String page =
        HtmlPage.of("a < b", "# Heading\n\n| x |\n| -: |\n| 1 |\n").svg("a \"plot\"", svg).write();
    String data = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("<title>a &lt; b</title>", "<h1>Heading</h1>", "<td class=\"n\">1</td>")
        .contains("<h2>a \"plot\"</h2>", "alt=\"a &quot;plot&quot;\"", "base64," + data + "\"")
        .doesNotContain("<svg");
  }
}
