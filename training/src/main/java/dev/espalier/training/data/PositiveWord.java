package dev.espalier.training.data;

import dev.espalier.dsl.Task;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whether some row holds a task's positive word: a typing error would make a task without a yes.
 */
final class PositiveWord implements FeatureStatistic {
  private static final int SHOWN = 5;

  private final Task task;
  private final String word;
  private final Set<String> seen = new LinkedHashSet<>();
  private boolean read;
  private boolean found;

  PositiveWord(Task task, String word) {
    this.task = task;
    this.word = word;
  }

  @Override
  public void add(Examples part, Problems problems) {
    Column labels = found ? null : part.find(task.label());
    if (labels == null) {
      return;
    }
    read = true;
    Text words = Text.of(labels);
    int[] counts = words.counts();
    int positive = words.words().indexOf(word);
    found = positive >= 0 && counts[positive] > 0;
    words.words().stream().limit(SHOWN).filter(any -> seen.size() < SHOWN).forEach(seen::add);
  }

  @Override
  public void finish(Fitted into, TableFacts table, Problems problems) {
    if (read && !found) {
      problems.add(
          table.place(task.label()),
          "the words " + seen.stream().map(Problems::quote).toList(),
          "at least one row with %s, which means yes for task %s"
              .formatted(Problems.quote(word), Problems.quote(task.name())),
          "Correct the task's positive word");
    }
  }
}
