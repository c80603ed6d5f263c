package dev.espalier.training.report;

import java.util.List;

/** Pairs of tasks that moved against each other, as a table for people to read. */
final class SeesawTable {

  private SeesawTable() {}

  /** The part of a report; nothing of a single task or a single validation. */
  static String markdown(History history) {
    List<Seesaw> pairs =
        Seesaw.of(history).stream().filter(pair -> pair.validations() > 0).toList();
    if (pairs.isEmpty()) {
      return "";
    }
    List<List<String>> rows =
        pairs.stream()
            .filter(pair -> pair.count() > 0)
            .map(
                pair ->
                    List.of(
                        pair.first(),
                        pair.second(),
                        pair.firstRose() + "",
                        pair.secondRose() + "",
                        "%d of %d".formatted(pair.count(), pair.validations())))
            .toList();
    String text =
        rows.isEmpty()
            ? "No task's main metric became better while another's became worse.\n"
            : new TextTable(
                    List.of(
                        "task",
                        "other task",
                        "better, other worse",
                        "worse, other better",
                        "in all"),
                    rows)
                .markdown();
    return "\n## Seesaw from one validation to the next\n\n" + text;
  }
}
