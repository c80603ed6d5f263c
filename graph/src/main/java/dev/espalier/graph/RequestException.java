package dev.espalier.graph;

/** Says what is wrong with a request to a served model, and what the model takes. */
public final class RequestException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  RequestException(String message) {
    super(message);
  }
}
