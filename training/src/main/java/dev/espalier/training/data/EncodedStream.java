package dev.espalier.training.data;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The examples of a stream as a trained model is measured on them, in order and some at a time: any
 * number of them passes through the memory of a few thousand.
 */
public final class EncodedStream {

  /** Examples that are measured on together, as in memory. */
  public static final int ROWS = 4096;

  private final ExampleStream stream;
  private final Topology topology;
  private final FittedFeatures fitted;
  private final List<String> columns;

  /**
   * Some of the examples.
   *
   * @param examples with labels; a task may have none among them
   * @param groups of each row, by each column that metrics name: one number for one value in all
   *     parts, -1 where there is no value
   */
  public record Part(EncodedExamples examples, Map<String, int[]> groups) {}

  /**
   * The examples of a stream.
   *
   * @param fitted what features took from the training part
   * @param columns whose groups are wanted
   */
  public EncodedStream(
      ExampleStream stream, Topology topology, FittedFeatures fitted, List<String> columns) {
    this.stream = stream.rowsAtATime(ROWS);
    this.topology = topology;
    this.fitted = fitted;
    this.columns = List.copyOf(columns);
  }

  /**
   * Reads the stream from beginning to end.
   *
   * @throws ExamplesException where it cannot be read, has no rows or does not fit the topology, or
   *     a task has no label at all, with the place
   */
  public void forEach(Consumer<Part> to) {
    Dictionaries dictionaries = new Dictionaries();
    Map<String, Text.Dictionary> names = new LinkedHashMap<>();
    LabelTotals totals = new LabelTotals();
    long[] rows = {0};
    try (Chunks chunks = stream.chunksOf(topology, columns)) {
      for (Path file : stream.files()) {
        chunks.read(
            file,
            part -> {
              rows[0] += part.rows();
              EncodedExamples encoded =
                  Encoding.encodeHeld(topology, fitted, part, dictionaries, totals);
              to.accept(new Part(encoded, groups(part, names)));
            });
      }
    }
    Problems problems = new Problems();
    if (rows[0] == 0) {
      problems.add(stream.source(), "no rows", "at least one", "Give other files");
      problems.raise();
    }
    totals.require(new TableFacts(stream.source(), rows[0]), problems);
    problems.raise();
  }

  private Map<String, int[]> groups(Examples part, Map<String, Text.Dictionary> names) {
    Map<String, int[]> groups = Groups.of(part, columns);
    groups.forEach(
        (column, codes) -> {
          Text.Dictionary all = names.computeIfAbsent(column, any -> new Text.Dictionary());
          Column values = part.column(column);
          for (int row = 0; row < codes.length; row++) {
            codes[row] = values.isMissing(row) ? Text.MISSING : all.code(values.text(row));
          }
        });
    return groups;
  }
}
