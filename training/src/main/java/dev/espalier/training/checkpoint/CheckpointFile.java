package dev.espalier.training.checkpoint;

/**
 * A file of a checkpoint, as it was when it was saved.
 *
 * @param name its name in the checkpoint's directory
 * @param bytes its size
 * @param sha256 its SHA-256, as 64 lower-case hexadecimal digits
 */
public record CheckpointFile(String name, long bytes, String sha256) {

  /**
   * A file that lies in the checkpoint's own directory, so that no manifest can point elsewhere.
   */
  public CheckpointFile {
    if (name.isBlank() || name.matches("(?s)\\.\\.?|.*[/\\\\:\\x00].*")) {
      throw new IllegalArgumentException(
          "A checkpoint's file has a plain name, received \"" + name + "\"");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("A file has no " + bytes + " bytes: \"" + name + "\"");
    }
    Sha256.requireHex(sha256);
  }
}
