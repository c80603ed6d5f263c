package dev.espalier.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
  @TempDir Path scratch;

  @TestFactory
  Stream<DynamicTest> answersAsTheTrainingGraphEvaluates() {
    return Zoo.all().entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> compare(entry.getValue())));
  }

  private void compare(TrainedModel model) throws IOException {
    Predictions expected = model.evaluate(scratch);
    try (ServedModel served = ServedModel.load(model.export(scratch))) {
      boolean alone = model.plan.topology().shared().stream().noneMatch(Block::mixesExamples);
      for (int size : alone ? new int[] {1, 2, 7} : new int[] {TrainedModel.ROWS}) {
        // Where the answer for an example depends on the others, they come as in evaluation.
        int[] rows =
            IntStream.range(0, size).map(i -> alone ? TrainedModel.ROWS - 1 - i : i).toArray();
        Map<String, RawColumn> batch = new java.util.LinkedHashMap<>();
        model.examples.forEach((name, column) -> batch.put(name, column.take(rows)));
        for (Task task : model.plan.topology().tasks()) {
          for (String signature : new String[] {"serving_default", task.name()}) {
            compare(task, rows, expected, served.predict(signature, batch));
          }
        }
      }
    }
  }

  private static void compare(Task task, int[] rows, Predictions expected, Predictions answers) {
    String output = OutputNames.of(task);
    assertThat(answers.rows()).isEqualTo(rows.length);
    assertThat(answers.width(output)).isEqualTo(task.target().width());
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < task.target().width(); c++) {
        float wanted = expected.value(task.name(), rows[i], c);
        assertThat(answers.value(output, i, c))
            .as("%s of row %d", output, rows[i])
            .isCloseTo(wanted, within(2e-6f * Math.max(1, Math.abs(wanted))));
      }
    }
  }
}
