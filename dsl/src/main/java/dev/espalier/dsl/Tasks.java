package dev.espalier.dsl;

import java.util.List;
import java.util.stream.IntStream;

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

  /** A task that predicts how often something happens; labels are 0, 1, 2 and so on. */
  public static Task count(String name) {
    return of(name, new Target.Count());
  }

  /** A task that predicts the value which a number stays below with this probability. */
  public static Task quantile(String name, float q) {
    return of(name, new Target.Quantile(q));
  }

  /**
   * A task with several labels 0 and 1, in the columns {@code name_0}, {@code name_1} and so on.
   */
  public static Task multilabel(String name, int labels) {
    return of(
        name,
        new Target.Multilabel(IntStream.range(0, labels).mapToObj(i -> name + "_" + i).toList()));
  }

  /** A task with several labels 0 and 1, each in a column of its own. */
  public static Task multilabel(String name, String... labels) {
    return of(name, new Target.Multilabel(List.of(labels)));
  }

  /** A task with labels 0 to {@code classes - 1} in an order, such as stars. */
  public static Task ordinal(String name, int classes) {
    return of(name, new Target.Ordinal(classes));
  }

  /** A task with labels 0 and 1 whose probability is the product of those of two binary tasks. */
  public static Task product(String name, String of, String given) {
    return of(name, new Target.Product(of, given));
  }

  private static Task of(String name, Target target) {
    return new Task(name, target, Layers.of(), 1f, name, null, null, null, null, 1f, null);
  }
}
