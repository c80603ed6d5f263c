package dev.espalier.graph;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Asks a loaded model for examples whose answers are known: each signature, batches of several
 * sizes.
 */
final class GoldenCheck {
  private static final List<Integer> SIZES = List.of(1, 2, 7);

  private final Topology topology;
  private final GoldenBatch golden;

  GoldenCheck(Topology topology, GoldenBatch golden) {
    this.topology = topology;
    this.golden = golden;
  }

  /**
   * Compares.
   *
   * @throws ExportException where an answer is not the expected one
   */
  void check(ServedModel model) {
    check(model, IntStream.range(0, golden.rows()).toArray());
    for (int size : SIZES) {
      check(model, IntStream.range(0, size).map(row -> row % golden.rows()).toArray());
    }
  }

  private void check(ServedModel model, int[] rows) {
    Map<String, RawColumn> examples = golden.take(rows);
    for (ServedSignature signature : model.signatures()) {
      Predictions answers = model.predict(signature.name(), examples);
      for (Task task : topology.tasks()) {
        if (answers.outputs().contains(OutputNames.of(task))) {
          compare(signature.name(), task, rows, answers);
        }
      }
    }
  }

  private void compare(String signature, Task task, int[] rows, Predictions answers) {
    String output = OutputNames.of(task);
    Predictions expected = golden.expected();
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < task.target().width(); c++) {
        float wanted = expected.value(task.name(), rows[i], c);
        float answer = answers.value(output, i, c);
        float allowed = GoldenBatch.TOLERANCE * Math.max(1, Math.abs(wanted));
        // Not "greater": a number that is not one is a difference, too.
        if (!(Math.abs(answer - wanted) <= allowed)) {
          throw new ExportException(
              "Signature \"%s\" answers %s for %s of example %d in a batch of %d; expected is %s, allowed a difference of %s."
                  .formatted(signature, answer, output, rows[i], rows.length, wanted, allowed));
        }
      }
    }
  }
}
