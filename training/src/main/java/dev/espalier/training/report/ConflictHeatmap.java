package dev.espalier.training.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the gradients of each pair of tasks lay to each other over a run, as a picture in SVG: a row
 * per pair, a column per epoch, coloured by the mean cosine from red (-1) to blue (1), with the
 * conflict rate in a tip under the pointer.
 */
public final class ConflictHeatmap {
  private static final int ROW = 24;
  private static final int TOP = 48;
  private static final int LETTER = 7;
  private static final int WIDTH = 640;
  private static final int NARROWEST = 6;
  private static final int WIDEST = 48;

  /** From here on a cell has room for its number. */
  private static final int NUMBERED = 34;

  private ConflictHeatmap() {}

  /** The picture; empty of rows where nobody measured the gradients. */
  public static String svg(History history) {
    List<GradientPair> pairs = TaskAffinity.of(history).pairs();
    List<Epoch> epochs = history.epochs();
    int labels =
        LETTER * pairs.stream().mapToInt(pair -> label(pair).length()).max().orElse(0) + 16;
    int cell = Math.max(NARROWEST, Math.min(WIDEST, WIDTH / Math.max(1, epochs.size())));
    int bottom = TOP + ROW * pairs.size();
    Drawing drawing = new Drawing();
    drawing.text(8, 20, "start", "Mean cosine of task gradients by the shared weights");
    for (int row = 0; row < pairs.size(); row++) {
      GradientPair pair = pairs.get(row);
      int y = TOP + ROW * row;
      drawing.text(labels - 8, y + 16, "end", label(pair));
      for (int column = 0; column < epochs.size(); column++) {
        drawing.add("%s", cell(labels + cell * column, y, cell, epochs.get(column), pair));
      }
    }
    int every = Math.max(1, (36 + cell - 1) / cell);
    for (int column = 0; column < epochs.size(); column += every) {
      drawing.text(
          labels + cell * column + cell / 2,
          bottom + 16,
          "middle",
          Integer.toString(epochs.get(column).epoch()));
    }
    drawing.text(labels, bottom + 36, "start", "epoch");
    return drawing.svg(Math.max(labels + cell * epochs.size() + 16, 420), bottom + 48);
  }

  private static String cell(int x, int y, int width, Epoch epoch, GradientPair pair) {
    GradientPair seen = find(epoch, pair);
    double cosine = seen == null ? Double.NaN : seen.cosine();
    String tip =
        seen == null || Double.isNaN(cosine)
            ? format("epoch %d: not measured", epoch.epoch())
            : format(
                "epoch %d: cosine %.3f, in conflict %.1f %%",
                epoch.epoch(), cosine, 100 * seen.conflictRate());
    String box =
        format(
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\"><title>%s</title></rect>",
            x, y, width, ROW, DivergingScale.rgb(cosine), tip);
    if (width < NUMBERED || Double.isNaN(cosine)) {
      return box;
    }
    return box
        + format(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"%s\">%.2f</text>",
            x + width / 2, y + 16, DivergingScale.isDark(cosine) ? "white" : "black", cosine);
  }

  private static @Nullable GradientPair find(Epoch epoch, GradientPair pair) {
    return epoch.pairs().stream()
        .filter(p -> p.first().equals(pair.first()) && p.second().equals(pair.second()))
        .findFirst()
        .orElse(null);
  }

  private static String label(GradientPair pair) {
    return pair.first() + ", " + pair.second();
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
