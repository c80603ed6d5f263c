package dev.espalier.training;

import java.util.Locale;

/**
 * Says that a gate has collapsed: over the examples of a validation nearly all it gives goes to one
 * stream, so that the others no longer learn from it.
 *
 * @param path place of the block in the topology, such as {@code topology.shared[1].mmoe}
 * @param gate whose gate it is: a task, or {@code all tasks} where they have one gate
 * @param stream number of the stream in, from 0
 * @param share mean of what it gets, above {@link #SHARE}
 */
public record GateCollapse(String path, String gate, int stream, float share) {

  /** The mean share of one stream from which a gate counts as collapsed. */
  public static final float SHARE = 0.98f;

  /** In words, on one line. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%s, gate of %s: %.1f %% goes to stream %d. Lower the learning rate or standardise the"
            + " features; where it stays so, use fewer streams",
        path,
        gate,
        100 * share,
        stream);
  }
}
