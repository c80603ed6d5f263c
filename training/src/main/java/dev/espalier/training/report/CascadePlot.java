package dev.espalier.training.report;

import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.CascadeSweep.Point;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Cost against quality of a cascade, as a picture in SVG: for each task its main metric over the
 * mean multiply-adds per example, a dot per threshold, and below for each threshold the shares of
 * the examples that leave at each exit.
 */
public final class CascadePlot {
  private static final int LEFT = 96;
  private static final int WIDTH = 560;
  private static final int PANEL = 140;
  private static final int BETWEEN = 72;
  private static final int BAR = 18;
  private static final List<String> COLOURS =
      List.of("#1b9e77", "#d95f02", "#7570b3", "#e7298a", "#66a61e", "#e6ab02", "#a6761d");

  private final List<Point> points;
  private final Drawing drawing = new Drawing();

  private CascadePlot(CascadeSweep sweep) {
    this.points =
        sweep.points().stream().sorted(Comparator.comparingDouble(Point::multiplyAdds)).toList();
  }

  /** The picture of this sweep. */
  public static String svg(CascadeSweep sweep) {
    CascadePlot plot = new CascadePlot(sweep);
    int y = 0;
    for (int task = 0; task < sweep.points().get(0).tasks().size(); task++) {
      plot.task(task, y);
      y += PANEL + BETWEEN;
    }
    return plot.drawing.svg(LEFT + WIDTH + 40, plot.shares(sweep.points(), y) + 8);
  }

  private void task(int task, int y) {
    List<TaskMetrics> all = points.stream().map(point -> point.tasks().get(task)).toList();
    String name = all.get(0).task() + ", " + all.get(0).main().label();
    Axis cost = Axis.of(points.stream().map(Point::multiplyAdds).toList());
    Axis quality = Axis.of(all.stream().map(TaskMetrics::mainValue).toList());
    int bottom = y + 32 + PANEL;
    drawing.text(8, y + 20, "start", name);
    drawing.add(
        "<path d=\"M%d %dV%dH%d\" stroke=\"black\" fill=\"none\"/>",
        LEFT, y + 32, bottom, LEFT + WIDTH);
    for (int tick = 0; tick <= 2; tick++) {
      drawing.text(
          LEFT - 8, bottom - PANEL * tick / 2 + 4, "end", text("%.4f", quality.at(tick / 2.0)));
      drawing.text(
          LEFT + WIDTH * tick / 2, bottom + 16, "middle", text("%,.0f", cost.at(tick / 2.0)));
    }
    drawing.text(LEFT + WIDTH, bottom + 32, "end", "multiply-adds per example");
    List<double[]> places =
        points.stream()
            .map(
                point ->
                    new double[] {
                      LEFT + WIDTH * cost.share(point.multiplyAdds()),
                      bottom - PANEL * quality.share(point.tasks().get(task).mainValue())
                    })
            .toList();
    drawing.add(
        "<polyline points=\"%s\" stroke=\"%s\" fill=\"none\"/>",
        places.stream()
            .filter(place -> !Double.isNaN(place[1]))
            .map(place -> text("%.1f,", place[0]) + text("%.1f", place[1]))
            .collect(Collectors.joining(" ")),
        COLOURS.get(0));
    for (int i = 0; i < places.size(); i++) {
      if (!Double.isNaN(places.get(i)[1])) {
        drawing.add(
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\">"
                + "<title>threshold %s: %s %.4f, %,.0f multiply-adds</title></circle>",
            places.get(i)[0],
            places.get(i)[1],
            COLOURS.get(0),
            points.get(i).threshold(),
            Drawing.escaped(name),
            points.get(i).tasks().get(task).mainValue(),
            points.get(i).multiplyAdds());
      }
    }
  }

  /** Draws a bar per threshold, in the order in which they were tried; where it ends. */
  private int shares(List<Point> tried, int y) {
    drawing.text(8, y + 20, "start", "where examples leave, by threshold");
    int top = y + 32;
    int exits = tried.get(0).leaving().size();
    for (int i = 0; i < tried.size(); i++) {
      Point point = tried.get(i);
      drawing.text(LEFT - 8, top + BAR * i + BAR / 2 + 4, "end", Float.toString(point.threshold()));
      double before = 0;
      for (int e = 0; e < exits; e++) {
        double share = point.leaving().get(e);
        drawing.add(
            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\">"
                + "<title>threshold %s, %s: %.1f %%</title></rect>",
            LEFT + WIDTH * before,
            top + BAR * i,
            WIDTH * share,
            BAR - 2,
            colour(e),
            point.threshold(),
            exit(e, exits),
            100 * share);
        before += share;
      }
    }
    int bottom = top + BAR * tried.size();
    for (int e = 0; e < exits; e++) {
      drawing.add(
          "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>",
          LEFT + 72 * e, bottom + 16, colour(e), exit(e, exits));
    }
    return bottom + 24;
  }

  private static String exit(int exit, int all) {
    return exit + 1 == all ? "to the end" : "exit " + exit;
  }

  private static String colour(int exit) {
    return COLOURS.get(exit % COLOURS.size());
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** From the least to the largest of some numbers. */
  private record Axis(double least, double largest) {

    /** Those that are none do not count. */
    static Axis of(List<Double> values) {
      var numbers =
          values.stream().mapToDouble(v -> v).filter(Double::isFinite).summaryStatistics();
      return new Axis(numbers.getMin(), numbers.getMax());
    }

    /** How far on the axis this number is, in [0, 1]; in the middle where there is but one. */
    double share(double value) {
      return least == largest ? 0.5 : (value - least) / (largest - least);
    }

    double at(double share) {
      return least + share * (largest - least);
    }
  }
}
