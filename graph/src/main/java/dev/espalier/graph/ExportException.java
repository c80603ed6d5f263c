package dev.espalier.graph;

/** Says why a model was not exported. What was there before is as it was. */
public sealed class ExportException extends RuntimeException permits VersionExistsException {
  private static final long serialVersionUID = 1L;

  ExportException(String message) {
    super(message);
  }

  ExportException(String message, Throwable cause) {
    super(message, cause);
  }
}
