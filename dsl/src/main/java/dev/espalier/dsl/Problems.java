package dev.espalier.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects problems; the rules that several parts of a topology have in common are here. */
final class Problems {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

  private final List<Problem> problems = new ArrayList<>();

  boolean isEmpty() {
    return problems.isEmpty();
  }

  List<Problem> toList() {
    return List.copyOf(problems);
  }

  Problems and(Problems others) {
    Problems both = new Problems();
    both.problems.addAll(problems);
    both.problems.addAll(others.problems);
    return both;
  }

  void add(Problem problem) {
    problems.add(problem);
  }

  void add(String path, String received, String allowed, String hint) {
    add(new Problem(path, received, allowed, hint));
  }

  void name(String path, String name) {
    if (!NAME.matcher(name).matches()) {
      add(
          path,
          quoted(name),
          "1 to 128 letters, digits, '_', '.' or '-', the first a letter or digit",
          "Rename it");
    }
  }

  void once(String path, String name, Set<String> seen) {
    if (!seen.add(name)) {
      add(path, quoted(name), "names used once", "Rename or remove it");
    }
  }

  void count(String path, int size, int most, String hint) {
    if (size == 0) {
      add(path, "none", "at least one", hint);
    }
    atMost(path, size, most, "entries");
  }

  void atMost(String path, int size, int most, String what) {
    if (size > most) {
      add(path, size + " " + what, "at most " + most, "Raise it in Limits if it is meant");
    }
  }

  void positive(String path, int value, int most) {
    if (value < 1 || value > most) {
      add(path, value + "", "1 to " + most, "Give a size in that range, or raise it in Limits");
    }
  }

  void number(String path, float value, boolean legal, String allowed, String hint) {
    if (!legal || !Float.isFinite(value)) {
      add(path, Float.toString(value), allowed, hint);
    }
  }

  void notNegative(String path, float value) {
    number(path, value, value >= 0, "0 or a positive number", "Use 0 to switch it off");
  }

  /** The text in quotes, on one line and not endless. */
  static String quoted(String text) {
    StringBuilder line = new StringBuilder("\"");
    String start = text.length() > 160 ? text.substring(0, 160) : text;
    for (char c : start.toCharArray()) {
      if (c < ' ' || c == 0x7f) {
        line.append(String.format("\\u%04x", (int) c));
      } else {
        line.append(c);
      }
    }
    return line.append(start.length() < text.length() ? "…\"" : "\"").toString();
  }
}
