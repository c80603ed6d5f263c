package dev.espalier.graph.internal;

import dev.espalier.dsl.Normalization;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.LayerPlan;
import dev.espalier.dsl.plan.LayerPlan.Norm;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * Writes batch and layer normalisation, and collects the updates of the moving averages that batch
 * normalisation serves with.
 */
final class Normalizations {
  static final float EPSILON = 1e-3f;
  private static final float MOMENTUM = 0.99f;

  private final Ops tf;
  private final WeightSource weights;
  private final Function<Bank, List<Operand<? extends TType>>> handles;
  private final List<Function<Ops, Op>> updates = new ArrayList<>();

  Normalizations(
      Ops tf, WeightSource weights, Function<Bank, List<Operand<? extends TType>>> handles) {
    this.tf = tf;
    this.weights = weights;
    this.handles = handles;
  }

  /** Normalisations on the variables of a training graph. */
  static Normalizations training(Ops tf, TrainableWeights weights) {
    return new Normalizations(
        tf,
        weights,
        bank -> weights.of(bank).stream().<Operand<? extends TType>>map(Weight::handle).toList());
  }

  /** Normalisations that nothing updates. */
  static Normalizations fixed(Ops tf, WeightSource weights) {
    return new Normalizations(
        tf,
        weights,
        bank -> {
          throw new IllegalStateException("Nothing is updated here.");
        });
  }

  /** What a training step does to the moving averages. */
  List<Function<Ops, Op>> updates() {
    return updates;
  }

  /** Normalises [batch, n * units] network by network. */
  Operand<TFloat32> joined(LayerPlan layer, int n, Operand<TFloat32> z, Phase phase) {
    Norm norm = Objects.requireNonNull(layer.norm());
    Operand<TFloat32> normal;
    if (norm.kind() == Normalization.BATCH) {
      normal = overBatch(norm, z, 0, weights::joined, 0, phase);
    } else {
      Operand<TFloat32> by = tf.reshape(z, tf.constant(new int[] {-1, n, layer.units()}));
      normal = tf.reshape(overUnits(by, 2), tf.constant(new int[] {-1, n * layer.units()}));
    }
    return affine(normal, weights.joined(norm.scale()), weights.joined(norm.offset()));
  }

  /** Normalises [n, batch, units] network by network. */
  Operand<TFloat32> stacked(LayerPlan layer, Operand<TFloat32> z, Phase phase) {
    Norm norm = Objects.requireNonNull(layer.norm());
    Operand<TFloat32> normal =
        norm.kind() == Normalization.BATCH
            ? overBatch(norm, z, 1, weights::stacked, 0, phase)
            : overUnits(z, 2);
    return affine(normal, weights.stacked(norm.scale()), weights.stacked(norm.offset()));
  }

  /** Normalises [batch, units] of network i. */
  Operand<TFloat32> separate(LayerPlan layer, int i, Operand<TFloat32> z, Phase phase) {
    Norm norm = Objects.requireNonNull(layer.norm());
    Operand<TFloat32> normal =
        norm.kind() == Normalization.BATCH
            ? overBatch(norm, z, 0, bank -> weights.separate(bank).get(i), i, phase)
            : overUnits(z, 1);
    return affine(
        normal, weights.separate(norm.scale()).get(i), weights.separate(norm.offset()).get(i));
  }

  private Operand<TFloat32> overUnits(Operand<TFloat32> z, int axis) {
    Operand<TFloat32> mean = tf.math.mean(z, tf.constant(axis), Mean.keepDims(true));
    Operand<TFloat32> centred = tf.math.sub(z, mean);
    return scaled(centred, variance(centred, axis, true));
  }

  private Operand<TFloat32> overBatch(
      Norm norm,
      Operand<TFloat32> z,
      int axis,
      Function<Bank, Operand<TFloat32>> read,
      int i,
      Phase phase) {
    Bank means = Objects.requireNonNull(norm.movingMean());
    Bank variances = Objects.requireNonNull(norm.movingVariance());
    Operand<TFloat32> movingMean = read.apply(means);
    Operand<TFloat32> movingVariance = read.apply(variances);
    if (!phase.isTraining()) {
      return scaled(tf.math.sub(z, movingMean), movingVariance);
    }
    boolean keep = axis == 1;
    Operand<TFloat32> mean = tf.math.mean(z, tf.constant(axis), Mean.keepDims(keep));
    Operand<TFloat32> centred = tf.math.sub(z, mean);
    Operand<TFloat32> variance = variance(centred, axis, keep);
    follow(handles.apply(means).get(i), movingMean, mean);
    follow(handles.apply(variances).get(i), movingVariance, variance);
    return scaled(centred, variance);
  }

  private void follow(
      Operand<? extends TType> handle, Operand<TFloat32> moving, Operand<TFloat32> now) {
    Operand<TFloat32> change = tf.math.mul(tf.math.sub(now, moving), tf.constant(1 - MOMENTUM));
    updates.add(guarded -> guarded.assignAddVariableOp(handle, change));
  }

  /**
   * Mean of squares. (Written with SquaredDifference, TensorFlow 2.18 would take the whole for its
   * fused layer normalisation, also where the scale is none of a single network, and fail.)
   */
  private Operand<TFloat32> variance(Operand<TFloat32> centred, int axis, boolean keepDims) {
    return tf.math.mean(tf.math.mul(centred, centred), tf.constant(axis), Mean.keepDims(keepDims));
  }

  private Operand<TFloat32> scaled(Operand<TFloat32> centred, Operand<TFloat32> variance) {
    return tf.math.mul(centred, tf.math.rsqrt(tf.math.add(variance, tf.constant(EPSILON))));
  }

  private Operand<TFloat32> affine(
      Operand<TFloat32> normal, Operand<TFloat32> scale, Operand<TFloat32> offset) {
    return tf.math.add(tf.math.mul(normal, scale), offset);
  }
}
