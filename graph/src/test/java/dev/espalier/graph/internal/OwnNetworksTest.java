package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.cgc;
import static dev.espalier.dsl.Blocks.crossStitch;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.l2Constrained;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.ple;
import static dev.espalier.dsl.Blocks.ranks;
import static dev.espalier.dsl.Blocks.singleTask;
import static dev.espalier.dsl.Blocks.tensorFactorized;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks that give tasks networks of their own must at their edges be blocks that are simpler. */
class OwnNetworksTest {
  private static final Task A = binary("a").tower(smooth(3));
  private static final Task B = regression("b").tower(smooth(3));
  private static final Task C = binary("c");

  private static Topology topology(List<Task> tasks, Block... body) {
    return new Topology("t", List.of(numeric("x", 4)), List.of(body), tasks);
  }

  private static void same(
      Lowering lowering, Block[] first, Block[] second, UnaryOperator<String> name) {
    Twins.predictTheSame(
        lowering,
        topology(List.of(A, B, C), first),
        topology(List.of(A, B, C), second),
        (wanted, values) -> values.get(name.apply(wanted)));
  }

  private static Block[] body(Block... blocks) {
    return blocks;
  }

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void cgcWithoutOwnExpertsIsMmoe(Lowering lowering) {
    same(
        lowering,
        body(experts(3, smooth(5, 4)), mmoe()),
        body(cgc(3, 0, smooth(5, 4))),
        name ->
            name.replace("shared0/cgc/shared", "shared0/experts")
                .replace("shared0/cgc/tasks", "shared1/mmoe"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void pleOfOneLevelIsCgc(Lowering lowering) {
    same(
        lowering,
        body(cgc(2, 2, smooth(5))),
        body(ple(cgc(2, 2, smooth(5)))),
        name -> name.replace("ple/level0", "cgc"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void crossStitchOfItsOwnAloneIsSingleTask(Lowering lowering) {
    same(
        lowering,
        body(singleTask(smooth(5, 4))),
        body(crossStitch(smooth(5, 4)).own(1)),
        name ->
            name.replaceAll(
                "shared0/crossStitch/layer(\\d)/(\\w)/layer0", "shared0/singleTask/$2/layer$1"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void l2ConstrainedPredictsAsSingleTask(Lowering lowering) {
    same(
        lowering,
        body(singleTask(smooth(5, 4))),
        body(l2Constrained(.3f, smooth(5, 4))),
        name -> name.replace("l2Constrained", "singleTask"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void theOrderOfOwnAndSharedExpertsDoesNotMatter(Lowering lowering) {
    Topology level = topology(List.of(A, B, C), cgc(2, 2, smooth(5)));
    Twins.predictTheSame(
        lowering,
        level,
        level,
        (name, values) ->
            name.contains("gate")
                ? swapped(values.get(name), 4)
                : values.get(
                    name.replaceAll("(shared|tasks/a)/0/", "$1/2/")
                        .replaceAll("(shared|tasks/a)/1/", "$1/0/")
                        .replaceAll("(shared|tasks/a)/2/", "$1/1/")
                        .replaceAll("tasks/([bc])/0/", "tasks/$1/2/")
                        .replaceAll("tasks/([bc])/1/", "tasks/$1/0/")
                        .replaceAll("tasks/([bc])/2/", "tasks/$1/1/")));
  }

  /** Columns 0 and 1 of a matrix exchanged, and 2 and 3. */
  private static float[] swapped(float[] matrix, int columns) {
    float[] moved = new float[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      moved[i / columns * columns + (i % columns ^ 1)] = matrix[i];
    }
    return moved;
  }

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void theOrderOfTasksDoesNotMatter(Lowering lowering) {
    for (Block block :
        List.of(
            singleTask(smooth(5)),
            cgc(2, 1, smooth(5)),
            ple(cgc(2, 1, smooth(5)), cgc(1, 2, smooth(4))),
            tensorFactorized(ranks(2, 3, 2), smooth(5, 4)))) {
      Twins.predictTheSame(
          lowering,
          topology(List.of(A, B, C), block),
          topology(List.of(C, A, B), block),
          // A shared gate of a level weighs the experts of the tasks in the order of the tasks.
          (name, values) ->
              name.endsWith("level0/shared/gate/kernel")
                  ? columns(values.get(name), 2, 0, 1, 3, 4)
                  : values.get(name));
    }
  }

  private static float[] columns(float[] matrix, int... order) {
    float[] moved = new float[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      moved[i] = matrix[i / order.length * order.length + order[i % order.length]];
    }
    return moved;
  }

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void factorizedKernelsAreTheProductOfTheirFactors(Lowering lowering) {
    int in = 4;
    int units = 5;
    Twins.predictTheSame(
        lowering,
        topology(List.of(A, B), tensorFactorized(ranks(2, 3, 2), smooth(units))),
        topology(List.of(A, B), singleTask(smooth(units))),
        (name, values) -> {
          String place = "shared0/tensorFactorized/layer0/";
          String task = name.replaceAll("shared0/singleTask/(\\w)/.*", "$1");
          if (task.equals(name)) {
            return values.get(name);
          } else if (name.endsWith("bias")) {
            return values.get(place + task + "/bias");
          }
          float[] u = Objects.requireNonNull(values.get(place + "inputs"));
          float[] g = Objects.requireNonNull(values.get(place + "core"));
          float[] v = Objects.requireNonNull(values.get(place + "outputs"));
          float[] s = Objects.requireNonNull(values.get(place + task + "/factors"));
          float[] kernel = new float[in * units];
          for (int i = 0; i < in; i++) {
            for (int o = 0; o < units; o++) {
              double sum = 0;
              for (int a = 0; a < 2; a++) {
                for (int b = 0; b < 3; b++) {
                  for (int c = 0; c < 2; c++) {
                    sum += (double) u[i * 2 + a] * g[c * 6 + a * 3 + b] * v[b * units + o] * s[c];
                  }
                }
              }
              kernel[i * units + o] = (float) sum;
            }
          }
          return kernel;
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void tiedNetworksPayForTheirDistance(Lowering lowering) {
    try (Trial trial =
        Trial.of(topology(List.of(A, B, C), l2Constrained(.3f, smooth(5, 4))), lowering)) {
      double sum = 0;
      Map<String, float[]> values = trial.parameters();
      for (String name : values.keySet()) {
        if (name.startsWith("shared0/l2Constrained/a/")) {
          float[] a = values.get(name);
          float[] b = values.get(name.replace("/a/", "/b/"));
          float[] c = values.get(name.replace("/a/", "/c/"));
          for (int i = 0; i < a.length; i++) {
            sum += square(a[i] - b[i]) + square(a[i] - c[i]) + square(b[i] - c[i]);
          }
        }
      }
      assertThat(sum).isGreaterThan(1);
      float penalty =
          trial.run(List.of(trial.graph.objective().penalty()), trial.batch(), Map.of()).get(0)[0];
      assertThat(penalty).isCloseTo((float) (.3 * sum), within(1e-4f));
    }
  }

  private static double square(double x) {
    return x * x;
  }
}
