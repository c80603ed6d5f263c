package dev.espalier.training.data;

import java.util.Random;

/**
 * Rows in an order that is drawn as they come: each new row takes the place of one that is drawn
 * from those that are here, which goes on. So every row goes on exactly once, and one that is drawn
 * late may go on at any time after it came.
 */
final class ShuffleBuffer {

  /** Takes one row after another. */
  interface Sink {
    void take(EncodedRows from, int row);
  }

  private final EncodedRows rows;
  private Random random = new Random(0);
  private int filled;

  /** A buffer of so many rows. */
  ShuffleBuffer(RowShape shape, int capacity) {
    this.rows = new EncodedRows(shape, capacity);
  }

  /** Forgets what is in the buffer, and draws with this generator from here on. */
  void restart(Random random) {
    this.random = random;
    this.filled = 0;
  }

  /**
   * Takes rows in, and hands on as many as there is no room for.
   *
   * @param file that the rows came from
   * @param origins their numbers there
   */
  void add(EncodedExamples examples, int file, Origins origins, Sink to) {
    for (int row = 0; row < examples.rows(); row++) {
      int at = filled;
      if (filled < rows.rows()) {
        filled++;
      } else {
        at = random.nextInt(filled);
        to.take(rows, at);
      }
      rows.set(at, examples, row);
      rows.came(at, file, origins.number(row));
    }
  }

  /** Hands on what is left. */
  void drain(Sink to) {
    while (filled > 0) {
      int at = random.nextInt(filled);
      to.take(rows, at);
      rows.set(at, rows, --filled);
    }
  }
}
