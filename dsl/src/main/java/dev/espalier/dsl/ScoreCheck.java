package dev.espalier.dsl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules for scores: their names, and the tasks they are made of. */
final class ScoreCheck {
  private static final float MOST_FACTOR = 1e9f;
  private static final float MOST_POWER = 100f;

  private final Topology topology;
  private final Problems problems;
  private final Map<String, Task> tasks = new HashMap<>();

  ScoreCheck(Topology topology, Problems problems) {
    this.topology = topology;
    this.problems = problems;
    topology.tasks().forEach(task -> tasks.putIfAbsent(task.name(), task));
  }

  void run(Limits limits) {
    problems.atMost("topology.scores", topology.scores().size(), limits.tasks(), "entries");
    Set<String> names = new HashSet<>();
    for (int i = 0; i < topology.scores().size(); i++) {
      Score score = topology.scores().get(i);
      String path = "topology.scores[" + i + "]";
      problems.name(path + ".name", score.name());
      problems.once(path + ".name", score.name(), names);
      if (tasks.containsKey(score.name())) {
        problems.add(
            path + ".name",
            Problems.quoted(score.name()),
            "a name that no task has",
            "Rename it, since both are signatures of the exported model");
      }
      boolean sum = score.formula() instanceof Score.WeightedSum;
      terms(path + ".formula." + (sum ? "weightedSum" : "powerProduct"), score.formula());
    }
  }

  private void terms(String path, Score.Formula formula) {
    List<Score.Term> terms = formula.terms();
    problems.count(path, terms.size(), topology.tasks().size(), "Add a task");
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < Math.min(terms.size(), topology.tasks().size()); i++) {
      String at = path + "[" + i + "]";
      float amount = terms.get(i).amount();
      problems.once(at + ".task", terms.get(i).task(), seen);
      if (formula instanceof Score.PowerProduct) {
        task(at + ".task", terms.get(i).task(), true);
        problems.number(
            at + ".power",
            amount,
            amount >= 0 && amount <= MOST_POWER,
            "0 to 100",
            "A power below 0 has no value where the prediction is 0");
      } else {
        task(at + ".task", terms.get(i).task(), false);
        problems.number(
            at + ".factor",
            amount,
            Math.abs(amount) <= MOST_FACTOR,
            "-1e9 to 1e9",
            "Scale all factors: the order of the scores stays");
      }
    }
  }

  private void task(String path, String name, boolean notNegative) {
    Task task = tasks.get(name);
    boolean legal =
        task != null
            && task.target().width() == 1
            && (!notNegative
                || task.target() instanceof Target.Binary
                || task.target() instanceof Target.Product
                || task.target() instanceof Target.Count);
    if (!legal) {
      problems.add(
          path,
          Problems.quoted(name),
          notNegative
              ? "the name of a binary, product or count task"
              : "the name of a task with one number",
          task == null ? "Add such a task" : "Leave it out of the score");
    }
  }
}
