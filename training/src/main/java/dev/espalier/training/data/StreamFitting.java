package dev.espalier.training.data;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import java.util.List;

/** Reads streams from beginning to end and gathers what a training has to know of them. */
final class StreamFitting {
  private final FittingListener listener;
  private final List<Task> learned;
  private final Statistics statistics;
  private final SchemaGathering schema;
  private final LabelTotals totals = new LabelTotals();
  private long rows;
  private int files;
  private boolean weighted;

  StreamFitting(Topology topology, FittingListener listener) {
    this.listener = listener;
    this.learned = topology.tasksWithLoss();
    this.statistics = new Statistics(topology, QuantileSketch.STREAMED);
    this.schema = new SchemaGathering(topology);
  }

  /** Reads a stream through what reads its files; how many rows it has. */
  long add(ExampleStream stream, Chunks chunks) {
    long before = rows;
    for (int i = 0; i < stream.files().size(); i++) {
      int file = files++;
      chunks.read(
          stream.files().get(i),
          part -> {
            add(part);
            listener.onRows(rows, file);
          });
    }
    long own = rows - before;
    if (own == 0 || own > Integer.MAX_VALUE - 8) {
      Problems problems = new Problems();
      problems.add(stream.source(), own + " rows", "1 to 2^31 - 8", "Give other files");
      problems.raise();
    }
    return own;
  }

  private void add(Examples part) {
    Problems problems = new Problems();
    rows += part.rows();
    statistics.add(part, problems);
    LabelCoding labels = new LabelCoding(part, learned, learned, totals, problems);
    weighted |= labels.weights() != null;
    problems.raise();
    schema.add(part);
  }

  /**
   * What features take from all that was read.
   *
   * @param source what it is called
   */
  FittedFeatures finish(String source) {
    Problems problems = new Problems();
    TableFacts table = new TableFacts(source, rows);
    Fitted fitted = statistics.finish(table, problems);
    totals.require(table, problems);
    problems.raise();
    listener.onSchema(schema.finish());
    return fitted.features();
  }

  /** Whether any label was missing or any example weight was not 1. */
  boolean isWeighted() {
    return weighted;
  }
}
