package dev.espalier.dsl;

/**
 * Something that is wrong with a topology: where, what was received, and what to do.
 *
 * @param path place in the topology, such as {@code topology.shared[1].snr.codes.beta}
 * @param received the offending value, printed
 * @param allowed what is allowed there
 * @param hint a way out, as an imperative sentence without a full stop
 */
public record Problem(String path, String received, String allowed, String hint) {

  /** The problem on one line. */
  @Override
  public String toString() {
    return path + ": received " + received + ", allowed is " + allowed + ". " + hint + ".";
  }
}
