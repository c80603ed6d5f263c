package dev.espalier.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Exits at some places of a generated body, where its tasks have a confidence. */
final class GeneratedCascades {
  private static final float[] THRESHOLDS = {0f, 0.4f, 0.6f, 0.9f, 1f};

  private final Random random;
  private final List<Task> tasks;

  GeneratedCascades(Random random, List<Task> tasks) {
    this.random = random;
    this.tasks = tasks;
  }

  /** The body, or the same in parts: some blocks, then a cascade. */
  List<Block> around(List<Block> body) {
    List<Task> sure = tasks.stream().filter(t -> Confidence.isDefined(t.target())).toList();
    if (body.isEmpty() || sure.isEmpty() || random.nextInt(4) > 0) {
      return body;
    }
    int first = 0; // What mixes examples cannot be behind an exit.
    for (int i = 0; i < body.size(); i++) {
      first = body.get(i).mixesExamples() ? i + 1 : first;
    }
    if (first == body.size()) {
      return body;
    }
    int from = first + random.nextInt(body.size() - first);
    int always = from + random.nextInt(body.size() - from);
    List<Block> inside = new ArrayList<>();
    for (int i = from; i < body.size(); i++) {
      if (i == always || random.nextInt(3) == 0) {
        inside.add(exit(sure));
      }
      inside.add(body.get(i));
    }
    List<Block> all = new ArrayList<>(body.subList(0, from));
    all.add(new Cascade(inside));
    return all;
  }

  private Exit exit(List<Task> sure) {
    Layers tower = Layers.of(random.ints(random.nextInt(2), 1, 6).toArray());
    Exit exit = Exit.of(tower).weight(0.1f + random.nextFloat()).threshold(threshold());
    return random.nextBoolean()
        ? exit
        : exit.threshold(sure.get(random.nextInt(sure.size())).name(), threshold());
  }

  private float threshold() {
    return THRESHOLDS[random.nextInt(THRESHOLDS.length)];
  }
}
