package dev.espalier.training.report;

import dev.espalier.training.metrics.CalibrationCurve;
import dev.espalier.training.metrics.CalibrationCurve.Bin;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far probabilities can be taken at their word, as a picture in SVG: for each task a square,
 * the share of yes over what was said, a dot per bin whose area is that of its examples; on the
 * dashed line both agree.
 */
public final class CalibrationPlot {
  private static final int LEFT = 48;
  private static final int SIDE = 200;
  private static final int BETWEEN = 64;
  private static final int IN_A_ROW = 3;

  private final Drawing drawing = new Drawing();

  private CalibrationPlot() {}

  /** The picture of these curves, each by the name of its task, three side by side. */
  public static String svg(Map<String, CalibrationCurve> curves) {
    CalibrationPlot plot = new CalibrationPlot();
    int at = 0;
    for (Map.Entry<String, CalibrationCurve> curve : curves.entrySet()) {
      plot.task(
          curve.getKey(),
          curve.getValue().bins(),
          LEFT + at % IN_A_ROW * (SIDE + BETWEEN),
          at / IN_A_ROW * (SIDE + BETWEEN) + 28);
      at++;
    }
    int columns = Math.min(IN_A_ROW, Math.max(1, curves.size()));
    int rows = (curves.size() + IN_A_ROW - 1) / IN_A_ROW;
    return plot.drawing.svg(columns * (SIDE + BETWEEN) + 8, rows * (SIDE + BETWEEN) + 8);
  }

  private void task(String name, List<Bin> bins, int x, int y) {
    drawing.text(x, y - 10, "start", name);
    drawing.add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"black\"/>",
        x, y, SIDE, SIDE);
    drawing.add(
        "<path d=\"M%d %dL%d %d\" stroke=\"#888888\" stroke-dasharray=\"4\"/>",
        x, y + SIDE, x + SIDE, y);
    for (int tick = 0; tick <= 2; tick++) {
      String label = tick == 1 ? "0.5" : tick / 2 + "";
      drawing.text(x + SIDE * tick / 2, y + SIDE + 16, "middle", label);
      drawing.text(x - 6, y + SIDE - SIDE * tick / 2 + 4, "end", label);
    }
    drawing.add(
        "<polyline points=\"%s\" stroke=\"#1b9e77\" fill=\"none\"/>",
        bins.stream()
            .map(
                bin ->
                    String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        x + SIDE * bin.said(),
                        y + SIDE * (1 - bin.happened())))
            .collect(Collectors.joining(" ")));
    double most = bins.stream().mapToDouble(Bin::weight).max().orElse(1);
    for (Bin bin : bins) {
      drawing.add(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"#1b9e77\" fill-opacity=\"0.6\">"
              + "<title>said %.4f, happened %.4f, weight %.0f</title></circle>",
          x + SIDE * bin.said(),
          y + SIDE * (1 - bin.happened()),
          1.5 + 8 * Math.sqrt(bin.weight() / most),
          bin.said(),
          bin.happened(),
          bin.weight());
    }
  }
}
