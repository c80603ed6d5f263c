package dev.espalier.dsl.print;

import static dev.espalier.dsl.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.GeneratedTopologies;
import dev.espalier.dsl.JavaTopologies;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PrintingTest {
  private static final Topology FEED = JavaTopologies.feedRanking();
  private static final Topology EVERYTHING = JavaTopologies.everything();

  @Test
  void tablesAreWhatTheyWere() throws IOException {
    assertGolden("feed-ranking.txt", TopologyTable.of(FEED));
    assertGolden("everything.txt", TopologyTable.of(EVERYTHING));
  }

  @Test
  void mermaidIsWhatItWas() throws IOException {
    assertGolden("feed-ranking.mmd", MermaidDiagram.of(FEED));
    assertGolden("everything.mmd", MermaidDiagram.of(EVERYTHING));
  }

  @Test
  void dotIsWhatItWas() throws IOException {
    assertGolden("feed-ranking.dot", DotDiagram.of(FEED));
    assertGolden("everything.dot", DotDiagram.of(EVERYTHING));
  }

  @Test
  void diagramsShowWhatExpertsAreMadeOf() throws IOException {
    assertGolden("hierarchical.mmd", MermaidDiagram.of(JavaTopologies.hierarchical()));
    assertGolden("hierarchical.txt", TopologyTable.of(JavaTopologies.hierarchical()));
  }

  @Test
  void diagramsShowWhoLeavesWhere() throws IOException {
    assertGolden("cascaded.mmd", MermaidDiagram.of(JavaTopologies.cascaded()));
    assertGolden("cascaded.txt", TopologyTable.of(JavaTopologies.cascaded()));
  }

  /** The column of parameters and that of multiply-adds each add up to their totals. */
  @Test
  void tablesAddUp() {
    GeneratedTopologies.first(200)
        .forEach(
            topology -> {
              Plan plan = Plan.of(topology);
              String[] lines = TopologyTable.of(plan).split("\n");
              int total = Arrays.stream(lines).toList().lastIndexOf(lines[3]) + 1;
              long parameters = 0;
              long multiplyAdds = 0;
              for (int i = 4; i < total - 1; i++) {
                parameters += cell(lines, i, "parameters");
                multiplyAdds += cell(lines, i, "multiply-adds");
              }
              assertThat(parameters)
                  .isEqualTo(plan.parameterCount())
                  .isEqualTo(cell(lines, total, "parameters"));
              assertThat(multiplyAdds)
                  .isEqualTo(plan.multiplyAdds())
                  .isEqualTo(cell(lines, total, "multiply-adds"));
            });
  }

  /** The number that ends where the head of its column ends. */
  private static long cell(String[] lines, int line, String head) {
    int end = lines[2].indexOf(head) + head.length();
    String before = lines[line].substring(0, end);
    return Long.parseLong(before.substring(before.lastIndexOf(' ') + 1).replace(",", ""));
  }

  @Test
  void theMachinesLanguageDoesNotMatter() {
    Locale before = Locale.getDefault();
    String table = TopologyTable.of(FEED);
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(TopologyTable.of(FEED)).isEqualTo(table).contains("800,016");
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(MermaidDiagram.of(FEED)).contains("binary").doesNotContain("ı");
      assertThat(EVERYTHING.shared().get(6).verb()).isEqualTo("experts");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void manyFeaturesAreNotListedToTheEnd() {
    Topology topology = manyFeatures();

    assertThat(TopologyTable.of(topology)).contains("x0, x1, x2, x3 and 1,196 more");
    assertThat(MermaidDiagram.of(topology).length()).isLessThan(500);
  }

  private static Topology manyFeatures() {
    var builder = Topology.builder("t").task(dev.espalier.dsl.Tasks.regression("y"));
    for (int i = 0; i < 1200; i++) {
      builder.inputs(dev.espalier.dsl.Features.numeric("x" + i));
    }
    return builder.build();
  }

  @Test
  void diagramsAreWellFormed() {
    Pattern node = Pattern.compile("  \\w+(\\[/\"[^\"]*\"/]|\\[\"[^\"]*\"]|\\(\\[\"[^\"]*\"]\\))");
    Pattern edge = Pattern.compile("  \\w+ -(-|\\.-)>\\|\"[^\"]*\"\\| \\w+");
    Pattern dot =
        Pattern.compile(
            "digraph \"([^\"\\\\]|\\\\.)*\" \\{|}|  node \\[.*];"
                + "|  \\w+( -> \\w+)? \\[(shape=\\w+, )?label=\"([^\"\\\\]|\\\\.)*\"(, style=dashed)?];");
    GeneratedTopologies.first(100)
        .forEach(
            topology -> {
              assertThat(MermaidDiagram.of(topology).lines().skip(1))
                  .allMatch(line -> node.matcher(line).matches() || edge.matcher(line).matches());
              assertThat(DotDiagram.of(topology).lines())
                  .allMatch(line -> dot.matcher(line).matches());
            });
  }

  @Test
  void labelsAreEscaped() {
    String hostile = "a\"]; x[\"<b> & #quot; `\\n` | %\n end 𝄞";

    assertThat(MermaidDiagram.escape(hostile))
        .isEqualTo(
            "a#34;]#59; x[#34;#60;b#62; #38; #35;quot#59; #96;#92;n#96; #124; #37;#10; end"
                + " #119070;");
    assertThat(DotDiagram.escape(hostile))
        .isEqualTo("a\\\"]; x[\\\"<b> &amp; #quot; `\\\\n` | %\\n end 𝄞");
    assertThat(MermaidDiagram.escape("tower [32, 16] and_more.x-1"))
        .isEqualTo("tower [32, 16] and_more.x-1");
  }

  @Test
  void showsScoresBehindTheirTasks() {
    Topology scored = JavaTopologies.scored();
    assertThat(TopologyTable.of(scored))
        .containsPattern("rank +click, dwell +score +1 +0 +- +0")
        .containsPattern("value +click, buy +score");
    assertThat(MermaidDiagram.of(scored))
        .contains("rank", "weighted sum", "power product")
        .containsPattern("task1 .*2\\.5.* score1");
    assertThat(DotDiagram.of(scored)).contains("rank", "power product", "2.5");
  }
}
