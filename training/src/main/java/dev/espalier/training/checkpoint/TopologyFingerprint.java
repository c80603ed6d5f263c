package dev.espalier.training.checkpoint;

import java.nio.charset.StandardCharsets;

/**
 * Which topology a checkpoint belongs to: weights of another one do not fit, or worse, do.
 *
 * @param name the topology's name, for messages
 * @param sha256 the SHA-256 of its JSON, as 64 lower-case hexadecimal digits
 */
public record TopologyFingerprint(String name, String sha256) {

  /** A fingerprint with a well-formed checksum. */
  public TopologyFingerprint {
    Sha256.requireHex(sha256);
  }

  /** The fingerprint of the topology of this name with this JSON. */
  public static TopologyFingerprint of(String name, String json) {
    return new TopologyFingerprint(name, Sha256.of(json.getBytes(StandardCharsets.UTF_8)));
  }

  /** The name with the checksum, as messages show it. */
  @Override
  public String toString() {
    return "topology \"" + name + "\" (SHA-256 " + sha256 + ")";
  }
}
