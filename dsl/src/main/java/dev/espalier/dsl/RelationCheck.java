package dev.espalier.dsl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules for products of tasks, and for the tasks they are made of. */
final class RelationCheck {
  private static final String WHOLE = "The product's loss teaches this task on every example";

  private final List<Task> tasks;
  private final Problems problems;
  private final Map<String, Integer> places = new HashMap<>();

  RelationCheck(List<Task> tasks, Problems problems) {
    this.tasks = tasks;
    this.problems = problems;
    for (int i = 0; i < tasks.size(); i++) {
      places.putIfAbsent(tasks.get(i).name(), i);
    }
  }

  void run() {
    for (int i = 0; i < tasks.size(); i++) {
      if (tasks.get(i).target() instanceof Target.Product product) {
        String path = "topology.tasks[" + i + "]";
        Integer of = part(path + ".of", product.of());
        Integer given = part(path + ".given", product.given());
        if (product.of().equals(product.given())) {
          problems.add(
              path + ".given",
              Problems.quoted(product.given()),
              "another task than of's",
              "Name the task that happens given the other one");
        } else if (of != null && given != null) {
          of(path(of), tasks.get(of));
          given(path(given), tasks.get(given), tasks.get(i).name());
        }
        noTower(path, tasks.get(i));
      }
    }
  }

  private static String path(int task) {
    return "topology.tasks[" + task + "]";
  }

  private @Nullable Integer part(String path, String name) {
    Integer place = places.get(name);
    if (place != null && tasks.get(place).target() instanceof Target.Binary) {
      return place;
    }
    problems.add(
        path,
        Problems.quoted(name),
        "the name of a binary task",
        place == null ? "Add such a task" : "Only probabilities of yes can be multiplied");
    return null;
  }

  private void of(String path, Task task) {
    refuse(path + ".mask", task.mask(), "no mask", WHOLE + "; leave single labels empty instead");
    boolean given =
        tasks.stream()
            .anyMatch(t -> t.target() instanceof Target.Product p && p.given().equals(task.name()));
    if (given) {
      problems.add(
          path,
          "of in one product and given in another",
          "a loss of its own",
          "Multiply tasks that have labels");
    }
  }

  private void given(String path, Task task, String product) {
    String hint = "It has no labels: it learns from the loss of " + Problems.quoted(product);
    refuse(path + ".mask", task.mask(), "no mask", WHOLE + ", not only where it can be seen");
    refuse(path + ".exampleWeight", task.exampleWeight(), "no weights", hint);
    refuse(path + ".positive", ((Target.Binary) task.target()).positive(), "no word", hint);
    refuse(
        path + ".label", task.label().equals(task.name()) ? null : task.label(), "no column", hint);
    if (task.weight() != 1f) {
      problems.add(path + ".weight", task.weight() + "", "1", hint);
    }
    if (task.loss() != null) {
      problems.add(path + ".loss", task.loss().toString(), "none", hint);
    }
    if (task.selfAuxiliary() != null) {
      problems.add(path + ".selfAuxiliary", "a small tower", "none", hint);
    }
  }

  private void noTower(String path, Task task) {
    String hint = "Its output is the product of two others: give them towers";
    if (!task.tower().equals(Layers.of())) {
      problems.add(path + ".tower", task.tower().toString(), "no tower", hint);
    }
    if (task.selfAuxiliary() != null) {
      problems.add(path + ".selfAuxiliary", "a small tower", "none", hint);
    }
  }

  private void refuse(String path, @Nullable String value, String allowed, String hint) {
    if (value != null) {
      problems.add(path, Problems.quoted(value), allowed, hint);
    }
  }
}
