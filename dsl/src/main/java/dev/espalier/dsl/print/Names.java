package dev.espalier.dsl.print;

import dev.espalier.dsl.Stream;
import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.Owner;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words that tables and diagrams have in common. */
final class Names {
  private static final int FEW = 4;

  private Names() {}

  /** Digits in groups of three, whatever the machine's language. */
  static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** A factor or a power, without digits that say nothing. */
  static String amount(float amount) {
    return amount == Math.rint(amount) && Math.abs(amount) < 1e7f
        ? number((long) amount)
        : Float.toString(amount);
  }

  /** The first names, and how many more there are. */
  static <T> String few(List<T> things, Function<T, String> name) {
    String first = things.stream().limit(FEW).map(name).collect(Collectors.joining(", "));
    return things.size() <= FEW ? first : first + " and " + number(things.size() - FEW) + " more";
  }

  /** Such as {@code 8 shared} or {@code 3 of tasks}. */
  static String streams(List<Stream> streams) {
    Stream first = streams.get(0);
    if (first.isShared()) {
      return number(streams.size()) + " shared";
    }
    return streams.size() == 1 ? "1 of " + first.task() : number(streams.size()) + " of tasks";
  }

  /** The streams that a task's tower reads: its own, or all shared ones. */
  static List<Stream> readBy(Task task, List<Stream> body) {
    return body.stream().filter(s -> s.isShared() || task.name().equals(s.task())).toList();
  }

  /** The word that makes a task of this target. */
  static String kind(Target target) {
    return target.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Whose these owners are: {@code shared}, a task, {@code each task}, or nobody. */
  static String owner(List<Owner> owners) {
    if (owners.isEmpty()) {
      return "-";
    }
    boolean shared = owners.stream().anyMatch(Owner.Shared.class::isInstance);
    long tasks = owners.stream().filter(Owner.OfTask.class::isInstance).count();
    if (shared) {
      return tasks == 0 ? "shared" : "shared and each task";
    }
    return tasks == 1 ? ((Owner.OfTask) owners.get(0)).task() : "each task";
  }
}
