package dev.espalier.training.internal;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.OutputNames;
import dev.espalier.graph.Predictions;
import dev.espalier.graph.ServedModel;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.RequestColumns;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How far an export answers from the model that it is of. */
final class ServedDifference {
  /** Examples that are asked for at once. */
  private static final int BATCH = 1024;

  private ServedDifference() {}

  /**
   * The largest difference of an answer on these examples, over all tasks.
   *
   * @param directory of the export
   * @param model what the model says of examples, by task
   */
  static double of(
      Path directory, Topology topology, Examples examples, Function<Examples, Predictions> model) {
    double largest = 0;
    try (ServedModel served = ServedModel.load(directory)) {
      for (int from = 0; from < examples.rows(); from += BATCH) {
        int to = Math.min(examples.rows(), from + BATCH);
        Examples some = examples.take(IntStream.range(from, to).toArray());
        Predictions answers = served.predict("serving_default", RequestColumns.of(topology, some));
        Predictions expected = model.apply(some);
        for (Task task : topology.tasks()) {
          float[] own = answers.values(OutputNames.of(task));
          float[] wanted = expected.values(task.name());
          for (int i = 0; i < own.length; i++) {
            largest = Math.max(largest, Math.abs(own[i] - wanted[i]));
          }
        }
      }
    }
    return largest;
  }
}
