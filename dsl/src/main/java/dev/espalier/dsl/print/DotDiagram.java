package dev.espalier.dsl.print;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import java.util.stream.Collectors;

/** A plan as a graph in the DOT language of Graphviz. */
public final class DotDiagram {

  private DotDiagram() {}

  /** The graph, with a line feed after each line; the same text for equal plans. */
  public static String of(Plan plan) {
    Drawing drawing = Drawing.of(plan);
    StringBuilder text = new StringBuilder("digraph \"" + escape(drawing.title()) + "\" {\n");
    text.append("  node [fontname=\"sans-serif\"];\n");
    for (Drawing.Node node : drawing.nodes()) {
      String label =
          node.lines().stream().map(DotDiagram::escape).collect(Collectors.joining("\\n"));
      String shape =
          switch (node.kind()) {
            case INPUTS -> "parallelogram";
            case BLOCK -> "box";
            case TASK -> "ellipse";
          };
      text.append("  " + node.id() + " [shape=" + shape + ", label=\"" + label + "\"];\n");
    }
    for (Drawing.Edge edge : drawing.edges()) {
      String style = edge.dashed() ? ", style=dashed" : "";
      text.append("  " + edge.from() + " -> " + edge.to());
      text.append(" [label=\"" + escape(edge.label()) + "\"" + style + "];\n");
    }
    return text.append("}\n").toString();
  }

  /** The graph of this topology. */
  public static String of(Topology topology) {
    return of(Plan.of(topology));
  }

  /** For a string in quotes, in which Graphviz also reads entities such as {@code &lt;}. */
  static String escape(String label) {
    return label
        .replace("&", "&amp;")
        .replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n");
  }
}
