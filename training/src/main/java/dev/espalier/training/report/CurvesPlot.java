package dev.espalier.training.report;

import dev.espalier.training.metrics.TaskMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a training went, as a picture in SVG: for each task a panel with its training loss over the
 * epochs, and beside it one with its main metric at each validation. The best epoch is marked.
 */
public final class CurvesPlot {
  private static final int LEFT = 72;
  private static final int WIDTH = 300;
  private static final int HEIGHT = 110;
  private static final int BETWEEN = 56;

  private final List<Epoch> epochs;
  private final int best;
  private final Drawing drawing = new Drawing();

  private CurvesPlot(TrainingReport report) {
    this.epochs = report.history().epochs();
    this.best = epochs.indexOf(report.best());
  }

  /** The picture of this training. */
  public static String svg(TrainingReport report) {
    CurvesPlot plot = new CurvesPlot(report);
    int y = 0;
    int second = LEFT + WIDTH + LEFT;
    for (String task : report.history().tasks()) {
      List<Double> losses = new ArrayList<>();
      List<Double> metrics = new ArrayList<>();
      for (Epoch epoch : plot.epochs) {
        losses.add(epoch.losses().getOrDefault(task, Double.NaN));
        metrics.add(
            epoch.validation().stream()
                .filter(each -> each.task().equals(task))
                .mapToDouble(TaskMetrics::mainValue)
                .findFirst()
                .orElse(Double.NaN));
      }
      plot.panel(task + ", training loss", losses, LEFT, y);
      plot.panel(task + ", " + plot.metric(task), metrics, second, y);
      y += HEIGHT + BETWEEN;
    }
    return plot.drawing.svg(second + WIDTH + 24, y + 8);
  }

  private String metric(String task) {
    return epochs.stream()
        .flatMap(epoch -> epoch.validation().stream())
        .filter(each -> each.task().equals(task))
        .map(each -> each.main().label())
        .findFirst()
        .orElse("not validated");
  }

  private void panel(String name, List<Double> values, int x, int y) {
    int top = y + 28;
    int bottom = top + HEIGHT;
    drawing.text(x, y + 18, "start", name);
    drawing.add(
        "<path d=\"M%d %dV%dH%d\" stroke=\"black\" fill=\"none\"/>", x, top, bottom, x + WIDTH);
    List<Double> known = values.stream().filter(Double::isFinite).toList();
    if (known.isEmpty()) {
      return;
    }
    double low = known.stream().mapToDouble(v -> v).min().orElseThrow();
    double high = known.stream().mapToDouble(v -> v).max().orElseThrow();
    drawing.text(x - 6, bottom, "end", number(low));
    drawing.text(x - 6, top + 8, "end", number(high));
    drawing.text(x + WIDTH, bottom + 16, "end", "epoch " + epochs.get(epochs.size() - 1).epoch());
    List<String> points = new ArrayList<>();
    for (int e = 0; e < values.size(); e++) {
      if (Double.isFinite(values.get(e))) {
        double share = high == low ? .5 : (values.get(e) - low) / (high - low);
        double px = x + WIDTH * (values.size() == 1 ? .5 : (double) e / (values.size() - 1));
        double py = bottom - HEIGHT * share;
        points.add(String.format(Locale.ROOT, "%.1f,%.1f", px, py));
        drawing.add(
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" fill=\"%s\"><title>epoch %d: %s</title></circle>",
            px,
            py,
            e == best ? 4 : 2,
            e == best ? "#d95f02" : "#1b9e77",
            epochs.get(e).epoch(),
            number(values.get(e)));
      }
    }
    drawing.add(
        "<polyline points=\"%s\" stroke=\"#1b9e77\" fill=\"none\"/>",
        points.stream().collect(Collectors.joining(" ")));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
