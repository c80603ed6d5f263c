package dev.espalier.dsl.print;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A plan as a picture in SVG, which any browser draws: from the inputs at the top, block by block,
 * to the tasks side by side at the bottom.
 */
public final class SvgDiagram {
  private static final int LETTER = 7;
  private static final int LINE = 16;
  private static final int GAP = 44;
  private static final int BESIDE = 16;
  private static final int MARGIN = 40;

  /** Where a node is: its left upper corner and its size. */
  private record Box(int x, int y, int width, int height) {
    int middle() {
      return x + width / 2;
    }
  }

  private final Drawing drawing;
  private final Map<String, Box> boxes = new HashMap<>();
  private final StringBuilder svg = new StringBuilder();
  private int width;
  private int height;

  private SvgDiagram(Drawing drawing) {
    this.drawing = drawing;
  }

  /** The picture, with a line feed after each line; the same text for equal plans. */
  public static String of(Plan plan) {
    SvgDiagram diagram = new SvgDiagram(Drawing.of(plan));
    diagram.place();
    return diagram.draw();
  }

  /** The picture of this topology. */
  public static String of(Topology topology) {
    return of(Plan.of(topology));
  }

  /** Puts every node below all that lead to it, and the nodes of a row beside each other. */
  private void place() {
    Map<String, Integer> depths = new HashMap<>();
    List<List<Drawing.Node>> rows = new ArrayList<>();
    for (Drawing.Node node : drawing.nodes()) {
      int depth =
          drawing.edges().stream()
              .filter(edge -> edge.to().equals(node.id()))
              .mapToInt(edge -> depths.getOrDefault(edge.from(), 0) + 1)
              .max()
              .orElse(0);
      depths.put(node.id(), depth);
      while (rows.size() <= depth) {
        rows.add(new ArrayList<>());
      }
      rows.get(depth).add(node);
    }
    for (List<Drawing.Node> row : rows) {
      width = Math.max(width, 2 * MARGIN + row.stream().mapToInt(n -> wide(n) + BESIDE).sum());
    }
    int y = BESIDE;
    for (List<Drawing.Node> row : rows) {
      int x = (width - row.stream().mapToInt(n -> wide(n) + BESIDE).sum() + BESIDE) / 2;
      int tallest = 0;
      for (Drawing.Node node : row) {
        int tall = LINE * node.lines().size() + 12;
        boxes.put(node.id(), new Box(x, y, wide(node), tall));
        x += wide(node) + BESIDE;
        tallest = Math.max(tallest, tall);
      }
      y += tallest + GAP;
    }
    height = y - GAP + BESIDE;
  }

  private static int wide(Drawing.Node node) {
    return 20 + LETTER * node.lines().stream().mapToInt(String::length).max().orElse(0);
  }

  private String draw() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"12\">",
        width, height);
    add(
        "<defs><marker id=\"tip\" markerWidth=\"8\" markerHeight=\"8\" refX=\"7\" refY=\"4\""
            + " orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>");
    drawing.edges().forEach(this::edge);
    drawing.nodes().forEach(this::node);
    return svg.append("</svg>\n").toString();
  }

  private void edge(Drawing.Edge edge) {
    Box from = Objects.requireNonNull(boxes.get(edge.from()));
    Box to = Objects.requireNonNull(boxes.get(edge.to()));
    if (edge.dashed()) {
      // Around what lies between.
      add(
          "<path d=\"M%d %dH%dV%dH%d\" fill=\"none\" stroke=\"#888888\" stroke-dasharray=\"4\""
              + " marker-end=\"url(#tip)\"><title>%s</title></path>",
          from.x(),
          from.y() + from.height() / 2,
          MARGIN / 4,
          to.y() + to.height() / 2,
          to.x(),
          escaped(edge.label()));
      return;
    }
    int start = from.y() + from.height();
    add(
        "<path d=\"M%d %dL%d %d\" stroke=\"black\" marker-end=\"url(#tip)\"/>",
        from.middle(), start, to.middle(), to.y());
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#555555\" font-size=\"10\">%s</text>",
        (from.middle() + to.middle()) / 2, (start + to.y()) / 2 + 3, escaped(edge.label()));
  }

  private void node(Drawing.Node node) {
    Box box = Objects.requireNonNull(boxes.get(node.id()));
    String colour =
        switch (node.kind()) {
          case INPUTS -> "#eef3fa";
          case BLOCK -> "#f4f4f4";
          case TASK -> "#eaf5ee";
        };
    add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"%s\" stroke=\"black\"/>",
        box.x(),
        box.y(),
        box.width(),
        box.height(),
        node.kind() == Drawing.Kind.TASK ? 12 : 2,
        colour);
    for (int i = 0; i < node.lines().size(); i++) {
      add(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          box.middle(), box.y() + LINE * (i + 1), escaped(node.lines().get(i)));
    }
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
