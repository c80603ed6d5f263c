package dev.espalier.dsl.print;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import java.util.stream.Collectors;

/** A plan as a Mermaid flow chart, which GitHub draws in a fenced block {@code mermaid}. */
public final class MermaidDiagram {

  private MermaidDiagram() {}

  /** The flow chart, with a line feed after each line; the same text for equal plans. */
  public static String of(Plan plan) {
    Drawing drawing = Drawing.of(plan);
    StringBuilder text = new StringBuilder("flowchart TD\n");
    for (Drawing.Node node : drawing.nodes()) {
      String label =
          node.lines().stream().map(MermaidDiagram::escape).collect(Collectors.joining("<br/>"));
      String form =
          switch (node.kind()) {
            case INPUTS -> "[/\"%s\"/]";
            case BLOCK -> "[\"%s\"]";
            case TASK -> "([\"%s\"])";
          };
      text.append("  ").append(node.id()).append(form.replace("%s", label)).append('\n');
    }
    for (Drawing.Edge edge : drawing.edges()) {
      String arrow = edge.dashed() ? " -.->|\"" : " -->|\"";
      text.append("  ").append(edge.from()).append(arrow).append(escape(edge.label()));
      text.append("\"| ").append(edge.to()).append('\n');
    }
    return text.toString();
  }

  /** The flow chart of this topology. */
  public static String of(Topology topology) {
    return of(Plan.of(topology));
  }

  /** Everything that means something to Mermaid, within quotes or without, as its number. */
  static String escape(String label) {
    return label
        .codePoints()
        .mapToObj(
            c ->
                Character.isLetterOrDigit(c) || " .,:_-[]".indexOf(c) >= 0
                    ? Character.toString(c)
                    : "#" + c + ";")
        .collect(Collectors.joining());
  }
}
