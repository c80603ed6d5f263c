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
import javax.imageio.ImageIO;

/**
 * The mean cosines between the task gradients of an epoch.
 *
 * @param tasks in the order of the topology
 * @param cosines of all pairs, one row per task, ones on the diagonal; not a number where nobody
 *     measured one
 */
public record CosineMatrix(List<String> tasks, List<List<Double>> cosines) {
  private static final int CELL = 44;
  private static final int LETTER = 7;

  /** Copies the lists. */
  public CosineMatrix {
    tasks = List.copyOf(tasks);
    cosines = cosines.stream().map(List::copyOf).toList();
  }

  /** The matrix of an epoch. */
  public static CosineMatrix of(Epoch epoch) {
    List<String> tasks = List.copyOf(epoch.losses().keySet());
    return new CosineMatrix(
        tasks,
        tasks.stream()
            .map(row -> tasks.stream().map(column -> cosine(epoch, row, column)).toList())
            .toList());
  }

  private static double cosine(Epoch epoch, String row, String column) {
    if (row.equals(column)) {
      return 1;
    }
    List<String> both = List.of(row, column);
    return epoch.pairs().stream()
        .filter(pair -> both.contains(pair.first()) && both.contains(pair.second()))
        .mapToDouble(GradientPair::cosine)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Width and height of the picture. */
  public int pixels() {
    return labels() + CELL * tasks.size();
  }

  private int labels() {
    return LETTER * tasks.stream().mapToInt(String::length).max().orElse(0) + 12;
  }

  /** The matrix as a PNG file with names and numbers, coloured from red (-1) to blue (1). */
  public byte[] png() {
    int labels = labels();
    int size = pixels();
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    Graphics2D to = image.createGraphics();
    to.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    to.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    to.setColor(Color.WHITE);
    to.fillRect(0, 0, size, size);
    for (int row = 0; row < tasks.size(); row++) {
      int y = labels + CELL * row;
      to.setColor(Color.BLACK);
      to.drawString(tasks.get(row), 4, y + CELL / 2 + 4);
      // Names of columns are read from below.
      to.rotate(-Math.PI / 2);
      to.drawString(tasks.get(row), -labels + 6, y + CELL / 2 + 4);
      to.rotate(Math.PI / 2);
      for (int column = 0; column < tasks.size(); column++) {
        draw(to, cosines.get(row).get(column), labels + CELL * column, y);
      }
    }
    to.dispose();
    return encoded(image);
  }

  private static void draw(Graphics2D to, double cosine, int x, int y) {
    to.setColor(new Color(DivergingScale.rgb(cosine)));
    to.fillRect(x, y, CELL, CELL);
    if (!Double.isNaN(cosine)) {
      to.setColor(DivergingScale.isDark(cosine) ? Color.WHITE : Color.BLACK);
      to.drawString(String.format(Locale.ROOT, "%.2f", cosine), x + 8, y + CELL / 2 + 4);
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
