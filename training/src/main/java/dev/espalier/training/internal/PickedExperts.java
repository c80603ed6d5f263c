package dev.espalier.training.internal;

import java.util.Base64;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which experts the gates of a block picked for some examples.
 *
 * @param examples their number
 * @param gates number of gates
 * @param experts number of experts
 * @param picked a bit for each example, gate and expert, in this order
 */
record PickedExperts(int examples, int gates, int experts, BitSet picked) {

  /** Whether any gate picks this expert for any example. */
  boolean isPicked(int expert) {
    return IntStream.range(0, examples).anyMatch(example -> isPicked(example, expert));
  }

  /** Whether any gate picks this expert for this example. */
  boolean isPicked(int example, int expert) {
    return IntStream.range(0, gates)
        .anyMatch(gate -> picked.get((example * gates + gate) * experts + expert));
  }

  /** For each gate the share of the examples of which it picks others than before. */
  double[] changed(@Nullable PickedExperts before) {
    double[] changed = new double[gates];
    for (int gate = 0; gate < gates; gate++) {
      changed[gate] = before == null ? Double.NaN : changed(gate, before);
    }
    return changed;
  }

  private double changed(int gate, PickedExperts before) {
    int others = 0;
    for (int example = 0; example < examples; example++) {
      int from = (example * gates + gate) * experts;
      BitSet now = picked.get(from, from + experts);
      others += now.equals(before.picked.get(from, from + experts)) ? 0 : 1;
    }
    return (double) others / examples;
  }

  /** As text that {@link #read} takes back. */
  String write() {
    return "%d,%d,%d,%s"
        .formatted(
            examples, gates, experts, Base64.getEncoder().encodeToString(picked.toByteArray()));
  }

  static PickedExperts read(String text) {
    String[] parts = text.split(",", 4);
    return new PickedExperts(
        Integer.parseInt(parts[0]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        BitSet.valueOf(Base64.getDecoder().decode(parts[3])));
  }
}
