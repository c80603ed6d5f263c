package dev.espalier.training.checkpoint;

/** Says that a manifest is intact and of a later version, which is no reason to pass over it. */
final class NewerSchema extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int schema;

  NewerSchema(int schema) {
    super("A manifest of schema " + schema + " is of a later version of Espalier");
    this.schema = schema;
  }

  int schema() {
    return schema;
  }
}
