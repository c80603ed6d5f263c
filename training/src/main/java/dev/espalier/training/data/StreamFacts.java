package dev.espalier.training.data;

/**
 * What is known of a stream once it was read through; a checkpoint keeps it, so that a run that
 * goes on need not read all of it first.
 *
 * @param rows how many it has, at least 1
 * @param weighted whether any label is missing or any example weight is not 1
 */
public record StreamFacts(int rows, boolean weighted) {

  /** On one line, for {@link #read}. */
  public String write() {
    return rows + (weighted ? " weighted" : " plain");
  }

  /** What was written. */
  public static StreamFacts read(String text) {
    String[] parts = text.split(" ", 2);
    return new StreamFacts(Integer.parseInt(parts[0]), parts[1].equals("weighted"));
  }
}
