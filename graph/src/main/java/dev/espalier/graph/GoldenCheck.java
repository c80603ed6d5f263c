package dev.espalier.graph;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Score;
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
    if (topology.shared().stream().anyMatch(Block::mixesExamples)) {
      return; // The answers for other batches are others.
    }
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
      for (Score score : topology.scores()) {
        if (answers.outputs().contains(OutputNames.of(score))) {
          compare(signature.name(), score, rows, answers);
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
        float allowed = golden.allowed(task.name(), rows[i], c);
        compare(signature, output, i, rows, new Answer(answer, wanted, allowed));
      }
    }
  }

  /** A score may differ by what the differences allowed of its tasks come to. */
  private void compare(String signature, Score score, int[] rows, Predictions answers) {
    String output = OutputNames.of(score);
    List<Score.Term> terms = score.formula().terms();
    for (int i = 0; i < rows.length; i++) {
      double[] low = new double[terms.size()];
      double[] high = new double[terms.size()];
      for (int t = 0; t < low.length; t++) {
        float wanted = golden.expected().value(terms.get(t).task(), rows[i]);
        double allowed = golden.allowed(terms.get(t).task(), rows[i], 0);
        boolean falls = terms.get(t).amount() < 0;
        low[t] = falls ? wanted + allowed : wanted - allowed;
        high[t] = falls ? wanted - allowed : wanted + allowed;
        if (score.formula() instanceof Score.PowerProduct) {
          low[t] = Math.max(0, low[t]);
        }
      }
      float wanted = golden.expected().value(score.name(), rows[i]);
      double range = Math.max(score.formula().of(high) - wanted, wanted - score.formula().of(low));
      float allowed = (float) (range + GoldenBatch.TOLERANCE * Math.max(1, Math.abs(wanted)));
      compare(signature, output, i, rows, new Answer(answers.value(output, i), wanted, allowed));
    }
  }

  private record Answer(float received, float wanted, float allowed) {}

  private static void compare(String signature, String output, int i, int[] rows, Answer answer) {
    // Not "greater": a number that is not one is a difference, too.
    if (!(Math.abs(answer.received() - answer.wanted()) <= answer.allowed())) {
      throw new ExportException(
          "Signature \"%s\" answers %s for %s of example %d in a batch of %d; expected is %s, allowed a difference of %s."
              .formatted(
                  signature,
                  answer.received(),
                  output,
                  rows[i],
                  rows.length,
                  answer.wanted(),
                  answer.allowed()));
    }
  }
}
