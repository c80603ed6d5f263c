package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.cascade;
import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.exit;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.multiclass;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Exit;
import dev.espalier.dsl.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Each answer is that of the exit where its example left, and nothing more was computed for it. */
class CascadeServingTest {
  private static final String BODY = "shared0/cascade/body";
  private static final int CLASSES = 3;

  private static Topology topology(Exit first, Exit second) {
    return Topology.builder("t")
        .inputs(numeric("x", 4).raw())
        .shared(cascade(dense(8), first, dense(6), second, dense(5)))
        .task(binary("click"))
        .task(multiclass("kind", CLASSES))
        .task(regression("dwell"))
        .build();
  }

  private static float[][] examples(int rows) {
    Random random = new Random(3);
    float[][] examples = new float[rows][4];
    for (float[] example : examples) {
      for (int i = 0; i < example.length; i++) {
        example[i] = (float) random.nextGaussian();
      }
    }
    return examples;
  }

  @Test
  void answersAsPlainArraysDo() {
    Exit first = exit().threshold(0.95f).threshold("kind", 0.9f);
    Exit second = exit().threshold(0.9999f).threshold("click", 0f);
    float[][] examples = examples(200);
    try (ServedCascade served = new ServedCascade(topology(first, second), 5)) {
      int[] depths = new int[examples.length];
      List<float[]> expected = new ArrayList<>();
      for (int row = 0; row < examples.length; row++) {
        float[] x = examples[row];
        for (int depth = 0; depth < 3; depth++) {
          x = layer(served.parameters, BODY + 2 * depth + "/dense/0/layer0", x, true);
          float[] answers = answers(served.parameters, depth, x);
          Exit exit = depth == 0 ? first : second;
          boolean leaves =
              Math.max(answers[0], 1 - answers[0]) > exit.thresholdOf("click")
                  && Math.max(answers[1], Math.max(answers[2], answers[3]))
                      > exit.thresholdOf("kind");
          if (depth == 2 || leaves) {
            depths[row] = depth;
            expected.add(answers);
            break;
          }
        }
      }
      int[] left = new int[3];
      Arrays.stream(depths).forEach(depth -> left[depth]++);
      for (int n : left) {
        assertThat(n).isGreaterThan(19);
      }

      assertAnswers(served, examples, expected);
      for (int row = 0; row < 12; row++) {
        assertAnswers(served, new float[][] {examples[row]}, List.of(expected.get(row)));
      }
      assertThat(served.rows(examples, BODY + "0/dense/0/layer0/kernel")).isEqualTo(200);
      assertThat(served.rows(examples, BODY + "2/dense/0/layer0/kernel")).isEqualTo(200 - left[0]);
      assertThat(served.rows(examples, BODY + "4/dense/0/layer0/kernel")).isEqualTo(left[2]);
      assertThat(served.rows(examples, "tasks/dwell/head/kernel")).isEqualTo(left[2]);
    }
  }

  private static void assertAnswers(
      ServedCascade served, float[][] examples, List<float[]> expected) {
    List<Operand<TFloat32>> all = List.copyOf(served.graph.all().values());
    List<Operand<TFloat32>> single =
        served.plan.topology().tasks().stream().map(served.graph::single).toList();
    for (List<Operand<TFloat32>> outputs : List.of(all, single)) {
      List<float[]> answers = served.run(examples, outputs);
      for (int row = 0; row < examples.length; row++) {
        float[] wanted = expected.get(row);
        assertThat(answers.get(0)[row]).isCloseTo(wanted[0], within(1e-5f));
        for (int c = 0; c < CLASSES; c++) {
          float answer = answers.get(1)[row * CLASSES + c];
          assertThat(answer).isCloseTo(wanted[1 + c], within(1e-5f));
        }
        float tolerance = 1e-5f * Math.max(1, Math.abs(wanted[1 + CLASSES]));
        assertThat(answers.get(2)[row]).isCloseTo(wanted[1 + CLASSES], within(tolerance));
      }
    }
  }

  @Test
  void whereAllLeaveNothingFollows() {
    float[][] examples = examples(7);
    Exit open = exit(3).threshold(0f);
    try (ServedCascade served = new ServedCascade(topology(open, open), 5)) {
      assertThat(served.rows(examples, BODY + "2/dense/0/layer0/kernel")).isZero();
      assertThat(served.rows(examples, "tasks/dwell/head/kernel")).isZero();
      List<float[]> answers = served.run(examples, List.copyOf(served.graph.all().values()));
      assertThat(answers.get(0)).hasSize(7).doesNotContain(0f, Float.NaN);
      assertThat(answers.get(1)).hasSize(7 * CLASSES).doesNotContain(0f, Float.NaN);
    }
  }

  /** Nothing of a closed exit is served, so that it costs nothing there. */
  @Test
  void anExitAtWhichNobodyLeavesIsNotThere() {
    Topology closed = topology(exit(3).threshold("kind", 0.2f), exit(3).threshold(0.8f));
    try (ServedCascade served = new ServedCascade(closed, 5)) {
      assertThat(served.graph.weights().stored().keySet())
          .noneMatch(name -> name.contains("/exit0/"))
          .anyMatch(name -> name.contains("/exit1/"));
    }
  }

  /** Answers of a depth: yes, three classes, a number. */
  private static float[] answers(Map<String, float[]> parameters, int depth, float[] x) {
    String exit = depth == 2 ? "/head" : "/exit" + depth + "/head";
    float[] click = layer(parameters, "tasks/click" + exit, x, false);
    float[] kind = layer(parameters, "tasks/kind" + exit, x, false);
    float[] dwell = layer(parameters, "tasks/dwell" + exit, x, false);
    double sum = 0;
    for (float logit : kind) {
      sum += Math.exp(logit);
    }
    float[] answers = new float[2 + CLASSES];
    answers[0] = (float) (1 / (1 + Math.exp(-click[0])));
    for (int c = 0; c < CLASSES; c++) {
      answers[1 + c] = (float) (Math.exp(kind[c]) / sum);
    }
    answers[1 + CLASSES] = dwell[0];
    return answers;
  }

  private static float[] layer(
      Map<String, float[]> parameters, String name, float[] x, boolean hidden) {
    float[] kernel = parameters.get(name + "/kernel");
    float[] y = parameters.get(name + "/bias").clone();
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        y[j] += x[i] * kernel[i * y.length + j];
      }
    }
    for (int j = 0; hidden && j < y.length; j++) {
      y[j] = Math.max(0, y[j]);
    }
    return y;
  }
}
