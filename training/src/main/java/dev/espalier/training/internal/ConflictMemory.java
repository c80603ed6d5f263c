package dev.espalier.training.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/**
 * Moments of the cosine of each pair of tasks, as they were before a step, and what they are after
 * it. Steps are counted for each pair, and a pair with an absent task keeps its moments.
 */
final class ConflictMemory {
  private final Ops tf;
  private final Memory memory;
  private final String place;
  private final Shape shape;
  private final Operand<TFloat64> cosines;
  private final Operand<TFloat64> pairs;
  private final Operand<TFloat64> count;
  private final List<Function<Ops, Op>> updates = new ArrayList<>();

  /**
   * The memory under a place of a checkpoint.
   *
   * @param cosines of the step, shape [T, T]
   * @param pairs one for each pair that is seen in this step, shape [T, T]
   */
  ConflictMemory(
      Ops tf, Memory memory, String place, Operand<TFloat64> cosines, Operand<TFloat64> pairs) {
    this.tf = tf;
    this.memory = memory;
    this.place = place;
    this.shape = cosines.shape();
    this.cosines = cosines;
    this.pairs = pairs;
    this.count = cell("steps", old -> tf.math.add(old, tf.constant(1.0)));
  }

  Ops tf() {
    return tf;
  }

  Operand<TFloat64> cosines() {
    return cosines;
  }

  /** How much two tasks conflict: −k where k is negative, else 0. */
  Operand<TFloat64> conflict() {
    return tf.math.maximum(tf.math.neg(cosines), tf.constant(0.0));
  }

  /** The moving average of a number that each pair has, corrected for its start at zero. */
  Operand<TFloat64> average(String name, Operand<TFloat64> seen, double decay) {
    Operand<TFloat64> old =
        cell(
            name,
            value ->
                tf.math.add(value, tf.math.mul(tf.math.sub(seen, value), tf.constant(1 - decay))));
    Operand<TFloat64> weight =
        tf.math.sub(tf.constant(1.0), tf.math.pow(tf.constant(decay), count));
    return tf.math.divNoNan(old, weight);
  }

  /** The mean of a number that each pair has over all steps. */
  Operand<TFloat64> mean(String name, Operand<TFloat64> seen) {
    return tf.math.divNoNan(cell(name, value -> tf.math.add(value, seen)), count);
  }

  /** The cosine expected next: level and trend as Holt has them, from the first cosine seen. */
  Operand<TFloat64> forecast(double decay) {
    Operand<TFloat64> rate = tf.constant(1 - decay);
    Operand<TFloat64> later =
        tf.dtypes.cast(tf.math.greater(count, tf.constant(0.0)), TFloat64.class);
    Memory.Cell level = memory.zeros(tf, place + "/level", shape);
    Memory.Cell trend = memory.zeros(tf, place + "/trend", shape);
    Operand<TFloat64> expected = tf.math.add(level.value(), trend.value());
    Operand<TFloat64> missed = tf.math.sub(cosines, expected);
    // The whole of the first cosine, which starts no trend.
    Operand<TFloat64> taken =
        tf.math.mul(missed, tf.math.maximum(rate, tf.math.sub(tf.constant(1.0), later)));
    put(level, tf.math.add(expected, taken));
    put(trend, tf.math.add(trend.value(), tf.math.mul(tf.math.mul(taken, rate), later)));
    return expected;
  }

  /** What writes the moments after the step. */
  List<Function<Ops, Op>> updates() {
    return List.copyOf(updates);
  }

  /** What is kept under a name, which becomes another value for the pairs that are seen. */
  private Operand<TFloat64> cell(
      String name, Function<Operand<TFloat64>, Operand<TFloat64>> update) {
    Memory.Cell cell = memory.zeros(tf, place + "/" + name, shape);
    put(cell, update.apply(cell.value()));
    return cell.value();
  }

  private void put(Memory.Cell cell, Operand<TFloat64> value) {
    Operand<TFloat64> next =
        tf.math.add(cell.value(), tf.math.mul(tf.math.sub(value, cell.value()), pairs));
    updates.add(guarded -> cell.become(guarded, next));
  }
}
