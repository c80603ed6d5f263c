package dev.espalier.training.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * A matrix of numbers in [-1, 1] as a picture: from red for -1 over white to blue for 1, each
 * number in its cell where there is room.
 *
 * @param rows what stands beside the rows
 * @param columns what stands above the columns
 * @param values row by row; not a number where there is none
 */
public record Heatmap(List<String> rows, List<String> columns, List<List<Double>> values) {
  private static final int CELL = 44;
  private static final int LETTER = 7;

  /** Cells become smaller where more of them would make the picture wider than this. */
  private static final int WIDEST = 1056;

  /** Copies the lists. */
  public Heatmap {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    values = values.stream().map(List::copyOf).toList();
  }

  /** The shares that go from streams, by their numbers, to gates or streams, by theirs. */
  public static Heatmap shares(float[][] shares) {
    return new Heatmap(
        numbers(shares.length),
        numbers(shares[0].length),
        IntStream.range(0, shares.length)
            .mapToObj(
                row ->
                    IntStream.range(0, shares[row].length)
                        .mapToObj(column -> (double) shares[row][column])
                        .toList())
            .toList());
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  /** Width of the picture in pixels. */
  public int width() {
    return margin(rows) + cell() * columns.size();
  }

  /** Height of the picture in pixels. */
  public int height() {
    return margin(columns) + cell() * rows.size();
  }

  private int cell() {
    return Math.max(1, Math.min(CELL, WIDEST / Math.max(rows.size(), columns.size())));
  }

  private static int margin(List<String> names) {
    return LETTER * names.stream().mapToInt(String::length).max().orElse(0) + 12;
  }

  /** The picture as a PNG file. */
  public byte[] png() {
    int cell = cell();
    int left = margin(rows);
    int above = margin(columns);
    BufferedImage image = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D to = image.createGraphics();
    to.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    to.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    to.setColor(Color.WHITE);
    to.fillRect(0, 0, width(), height());
    to.setColor(Color.BLACK);
    if (cell == CELL) {
      DoubleUnaryOperator middle = place -> cell * place + cell / 2.0 + 4;
      for (int row = 0; row < rows.size(); row++) {
        to.drawString(rows.get(row), 4, (float) (above + middle.applyAsDouble(row)));
      }
      // Names of columns are read from below.
      to.rotate(-Math.PI / 2);
      for (int column = 0; column < columns.size(); column++) {
        to.drawString(
            columns.get(column), -above + 6, (float) (left + middle.applyAsDouble(column)));
      }
      to.rotate(Math.PI / 2);
    }
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        draw(to, values.get(row).get(column), left + cell * column, above + cell * row, cell);
      }
    }
    to.dispose();
    return encoded(image);
  }

  private static void draw(Graphics2D to, double value, int x, int y, int cell) {
    to.setColor(new Color(DivergingScale.rgb(value)));
    to.fillRect(x, y, cell, cell);
    if (cell == CELL && !Double.isNaN(value)) {
      to.setColor(DivergingScale.isDark(value) ? Color.WHITE : Color.BLACK);
      to.drawString(String.format(Locale.ROOT, "%.2f", value), x + 8, y + cell / 2 + 4);
    }
  }

  private static byte[] encoded(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing into memory failed.", e);
    }
    return bytes.toByteArray();
  }
}
