package dev.espalier.training.data;

import dev.espalier.dsl.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what is wrong with examples, up to a number that a person still reads. */
final class Problems {

  /** Most problems that one exception tells. */
  static final int MOST = 10;

  private final List<Problem> found = new ArrayList<>();

  void add(String place, String received, String allowed, String hint) {
    if (found.size() < MOST) {
      found.add(new Problem(place, received, allowed, hint));
    }
  }

  void add(Problem problem) {
    add(problem.path(), problem.received(), problem.allowed(), problem.hint());
  }

  /** Whether nothing was found. */
  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Whether another problem would not be told. */
  boolean full() {
    return found.size() == MOST;
  }

  /**
   * Ends here where anything was found.
   *
   * @throws ExamplesException with everything that was found
   */
  void raise() {
    if (!found.isEmpty()) {
      throw new ExamplesException(found);
    }
  }

  /** Names as they are shown: with commas between them, and cut where they are many. */
  static String list(Collection<String> names) {
    String shown = String.join(", ", names);
    return shown.length() > 300 ? shown.substring(0, 300) + "…" : shown;
  }

  /** A value as it is shown: in quotes, and cut where it is long. */
  static String quote(String value) {
    String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
    return '"' + shown + '"';
  }
}
