package dev.espalier.samples.cli.script;

/** Says that a script cannot be run: it does not compile, or it has nothing to run. */
public final class ScriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScriptException(String reason) {
    super(reason);
  }
}
