package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class MaxMinStepTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 32})
  void theDualProvesTheObjectiveLeast(int tasks) {
    Random random = new Random(tasks);
    try (Trial trial = new Trial(tasks)) {
      for (int i = 0; i < 120; i++) {
        double[][] gram =
            i % 2 == 0
                ? Grams.random(random, tasks, i % 7)
                : Grams.lowRank(random, tasks, 1 + i % 4, i % 7);
        SlowMaxMin slow = problem(random, gram, i);
        double[] y = trial.best(slow);
        assertThat(Arrays.stream(y)).allMatch(value -> value >= 0);
        assertThat(slow.gap(y)).as("%s tasks, matrix %s", tasks, i).isLessThan(1e-6);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6})
  void bruteForceFindsNothingLess(int tasks) {
    Random random = new Random(tasks);
    try (Trial trial = new Trial(tasks)) {
      for (int i = 0; i < 60; i++) {
        double[][] gram =
            i % 2 == 0 ? Grams.random(random, tasks, i % 13) : Grams.adversarial(random, tasks);
        SlowMaxMin slow = problem(random, gram, i);
        assertThat(slow.excess(trial.best(slow)))
            .as("%s tasks, matrix %s", tasks, i)
            .isBetween(-1e-8, 1e-8);
      }
    }
  }

  @Test
  void itsSizeDoesNotGrowWithTheTasks() {
    try (Trial few = new Trial(3);
        Trial many = new Trial(32)) {
      assertThat(many.ops()).isEqualTo(few.ops()).isLessThan(60);
    }
  }

  /** Every third without offsets. */
  private static SlowMaxMin problem(Random random, double[][] gram, int i) {
    int tasks = gram.length;
    if (i % 3 == 0) {
      return SlowMaxMin.ofGram(gram, new double[tasks], 1);
    }
    double[] weights = random.doubles(tasks).toArray();
    double[] along = Grams.times(Grams.cosines(gram), weights);
    double length = Math.sqrt(Math.max(1e-9, VectorPcGrad.dot(weights, along)));
    double[] offsets = Arrays.stream(along).map(value -> value / length).toArray();
    return SlowMaxMin.ofGram(gram, offsets, i % 3 == 1 ? 0.1 : 0.9);
  }

  /** The op in a graph, to be fed with problems. */
  private static final class Trial implements AutoCloseable {
    private final InGraph in = new InGraph();
    private final int tasks;
    private final Placeholder<TFloat32> gram;
    private final Placeholder<TFloat64> offsets;
    private final Placeholder<TFloat64> square;
    private final Operand<TFloat64> y;

    Trial(int tasks) {
      this.tasks = tasks;
      gram = in.tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(tasks, tasks)));
      offsets = in.tf.placeholder(TFloat64.class, Placeholder.shape(Shape.of(tasks, 1)));
      square = in.tf.placeholder(TFloat64.class, Placeholder.shape(Shape.of(1, 1)));
      RidgedGram unit = RidgedGram.of(in.tf, tasks, gram);
      y = MaxMinStep.of(in.tf, unit, offsets, unit.scales(in.tf), square);
    }

    double[] best(SlowMaxMin problem) {
      float[] flat = new float[tasks * tasks];
      for (int i = 0; i < flat.length; i++) {
        flat[i] = (float) problem.gram()[i / tasks][i % tasks];
      }
      double[] radius = {problem.radius() * problem.radius()};
      try (TFloat32 matrix = InGraph.tensor(Shape.of(tasks, tasks), flat);
          TFloat64 offset =
              TFloat64.tensorOf(Shape.of(tasks, 1), DataBuffers.of(problem.offsets()));
          TFloat64 squared = TFloat64.tensorOf(Shape.of(1, 1), DataBuffers.of(radius));
          Result result =
              in.session()
                  .runner()
                  .feed(gram, matrix)
                  .feed(offsets, offset)
                  .feed(square, squared)
                  .fetch(y)
                  .run()) {
        TFloat64 tensor = (TFloat64) result.get(0);
        double[] values = new double[tasks];
        tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(values, false, false)));
        return values;
      }
    }

    int ops() {
      int ops = 0;
      for (var each = in.graph.operations(); each.hasNext(); ) {
        ops += each.next().type().equals("Const") ? 0 : 1;
      }
      return ops;
    }

    @Override
    public void close() {
      in.close();
    }
  }
}
