package dev.espalier.dsl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** Legal relations between the tasks of a generated topology. */
final class GeneratedRelations {
  private final Random random;
  private final List<Task> tasks;

  GeneratedRelations(Random random, List<Task> tasks) {
    this.random = random;
    this.tasks = tasks;
  }

  /** A chain of all binary tasks in any order, where there are two. */
  Optional<Block> chain(Layers transfer) {
    List<String> chain =
        new ArrayList<>(
            tasks.stream()
                .filter(task -> task.target() instanceof Target.Binary)
                .map(Task::name)
                .toList());
    if (chain.size() < 2 || random.nextInt(3) == 0) {
      return Optional.empty();
    }
    Collections.shuffle(chain, random);
    float calibration = random.nextBoolean() ? Aitm.CALIBRATION : 0f;
    return Optional.of(new Aitm(chain, transfer, calibration));
  }

  /** A weighted sum and a product of powers, either of them or none. */
  List<Score> scores() {
    List<Score> scores = new ArrayList<>();
    List<Score.Term> factors = terms(task -> task.target().width() == 1, 4f);
    if (!factors.isEmpty() && random.nextInt(3) == 0) {
      factors = factors.stream().map(t -> new Score.Term(t.task(), t.amount() - 2)).toList();
      scores.add(new Score("s0", new Score.WeightedSum(factors)));
    }
    List<Score.Term> powers = terms(GeneratedRelations::isNotNegative, 3f);
    if (!powers.isEmpty() && random.nextInt(3) == 0) {
      scores.add(new Score("s1", new Score.PowerProduct(powers)));
    }
    return scores;
  }

  private static boolean isNotNegative(Task task) {
    return task.target() instanceof Target.Binary
        || task.target() instanceof Target.Product
        || task.target() instanceof Target.Count;
  }

  /** Amounts from 0 up to this. */
  private List<Score.Term> terms(Predicate<Task> legal, float most) {
    return tasks.stream()
        .filter(legal)
        .map(task -> new Score.Term(task.name(), most * random.nextInt(5) / 4))
        .toList();
  }
}
