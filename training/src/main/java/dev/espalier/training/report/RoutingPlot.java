package dev.espalier.training.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the routers of a run did, as a picture in SVG. For each block a row per expert and a column
 * per epoch, coloured by the expert's load: white for the mean of the block, blue above and red
 * below, full at ten times and a tenth of it. Below, lines for each gate over the epochs: entropy
 * as a share of its largest, picks dropped, and examples that changed experts.
 */
public final class RoutingPlot {
  private static final int LEFT = 96;
  private static final int WIDTH = 640;
  private static final int NARROWEST = 6;
  private static final int WIDEST = 48;
  private static final int HIGHEST = 20;
  private static final int LOWEST = 6;
  private static final int MAP = 320;
  private static final int LINES = 120;
  private static final int BETWEEN = 40;

  /** From here on each row has room for its number. */
  private static final int NUMBERED = 12;

  /** A line of each gate: what it shows, in which colour. */
  private record Line(String name, String colour, ToDoubleFunction<GateRouting> value) {}

  private static final List<Line> SHOWN =
      List.of(
          new Line("entropy", "#1b9e77", g -> g.entropy() / Math.log(g.load().size())),
          new Line("dropped", "#d95f02", GateRouting::dropped),
          new Line("changed", "#7570b3", GateRouting::changed));

  private final List<Epoch> epochs;
  private final int cell;
  private final Drawing drawing = new Drawing();

  private RoutingPlot(List<Epoch> epochs) {
    this.epochs = epochs;
    this.cell = Math.max(NARROWEST, Math.min(WIDEST, WIDTH / Math.max(1, epochs.size())));
  }

  /** The picture; empty where no block has a router. */
  public static String svg(History history) {
    List<Epoch> epochs =
        history.epochs().stream().filter(epoch -> !epoch.routing().isEmpty()).toList();
    RoutingPlot plot = new RoutingPlot(epochs);
    int blocks = epochs.isEmpty() ? 0 : epochs.get(0).routing().size();
    int y = 0;
    for (int block = 0; block < blocks; block++) {
      y = plot.block(block, y);
    }
    return plot.drawing.svg(Math.max(LEFT + plot.cell * epochs.size() + 16, 480), y + 8);
  }

  /** Draws a block from this height on; where it ends. */
  private int block(int block, int y) {
    ExpertRouting first = epochs.get(0).routing().get(block);
    int experts = first.load().size();
    int row = Math.max(LOWEST, Math.min(HIGHEST, MAP / experts));
    drawing.text(8, y + 20, "start", first.path() + ": load of each expert");
    int top = y + 32;
    for (int e = 0; e < experts; e++) {
      if (row >= NUMBERED || e % 8 == 0) {
        drawing.text(LEFT - 8, top + row * e + row / 2 + 4, "end", Integer.toString(e));
      }
      for (int column = 0; column < epochs.size(); column++) {
        cell(column, top + row * e, row, block, e);
      }
    }
    int bottom = top + row * experts + BETWEEN + LINES;
    axes(block, bottom);
    return bottom + BETWEEN;
  }

  private void cell(int column, int y, int height, int block, int expert) {
    ExpertRouting routing = epochs.get(column).routing().get(block);
    double load = routing.load().get(expert);
    double relative = load / routing.meanLoad();
    drawing.add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\">"
            + "<title>epoch %d, expert %d: %.2f %% of the examples, %.2f of the mean</title></rect>",
        LEFT + cell * column,
        y,
        cell,
        height,
        DivergingScale.rgb(Math.max(-1, Math.log10(relative))),
        epochs.get(column).epoch(),
        expert,
        100 * load,
        relative);
  }

  private void axes(int block, int bottom) {
    int right = LEFT + cell * epochs.size();
    for (int tick = 0; tick <= 2; tick++) {
      int y = bottom - LINES * tick / 2;
      drawing.add("<path d=\"M%d %dH%d\" stroke=\"#cccccc\"/>", LEFT, y, right);
      drawing.text(LEFT - 8, y + 4, "end", 50 * tick + " %");
    }
    for (int i = 0; i < SHOWN.size(); i++) {
      Line line = SHOWN.get(i);
      drawing.add(
          "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>",
          LEFT + 72 * i, bottom - LINES - 8, line.colour(), line.name());
      int gates = epochs.get(0).routing().get(block).gates().size();
      for (int gate = 0; gate < gates; gate++) {
        line(line, block, gate, bottom);
      }
    }
    int every = Math.max(1, (36 + cell - 1) / cell);
    for (int column = 0; column < epochs.size(); column += every) {
      drawing.text(centre(column), bottom + 16, "middle", "" + epochs.get(column).epoch());
    }
    drawing.text(LEFT - 8, bottom + 16, "end", "epoch");
  }

  private void line(Line line, int block, int gate, int bottom) {
    int[] columns =
        IntStream.range(0, epochs.size())
            .filter(column -> !Double.isNaN(line.value().applyAsDouble(of(column, block, gate))))
            .toArray();
    String points =
        IntStream.of(columns)
            .mapToObj(column -> point(centre(column), height(line, column, block, gate, bottom)))
            .collect(Collectors.joining(" "));
    drawing.add("<polyline points=\"%s\" stroke=\"%s\" fill=\"none\"/>", points, line.colour());
    for (int column : columns) {
      GateRouting routing = of(column, block, gate);
      drawing.add(
          "<circle cx=\"%d\" cy=\"%.1f\" r=\"2\" fill=\"%s\">"
              + "<title>epoch %d, gate of %s: %s %.1f %%</title></circle>",
          centre(column),
          height(line, column, block, gate, bottom),
          line.colour(),
          epochs.get(column).epoch(),
          Drawing.escaped(routing.gate()),
          line.name(),
          100 * line.value().applyAsDouble(routing));
    }
  }

  private static String point(int x, double y) {
    return String.format(Locale.ROOT, "%d,%.1f", x, y);
  }

  private double height(Line line, int column, int block, int gate, int bottom) {
    return bottom - LINES * line.value().applyAsDouble(of(column, block, gate));
  }

  private GateRouting of(int column, int block, int gate) {
    return epochs.get(column).routing().get(block).gates().get(gate);
  }

  private int centre(int column) {
    return LEFT + cell * column + cell / 2;
  }
}
