package dev.espalier.dsl;

/** Where tasks come from in Java: factories to import statically. */
public final class Tasks {

  private Tasks() {}

  /** A task with labels 0 and 1. */
  public static Task binary(String name) {
    return of(name, new Target.Binary(null));
  }

  /** A task whose label column holds text; this text means yes, every other text no. */
  public static Task binary(String name, String positive) {
    return of(name, new Target.Binary(positive));
  }

  /** A task with labels 0 to {@code classes - 1}. */
  public static Task multiclass(String name, int classes) {
    return of(name, new Target.Multiclass(classes));
  }

  /** A task that predicts a number. */
  public static Task regression(String name) {
    return of(name, new Target.Regression());
  }

  private static Task of(String name, Target target) {
    return new Task(name, target, Layers.of(), 1f, name, null, null, null);
  }
}
