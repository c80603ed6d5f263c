package dev.espalier.dsl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

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
}
