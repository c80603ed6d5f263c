package dev.espalier.training.internal;

import dev.espalier.training.PcGradAccord;
import dev.espalier.training.PcGradAdaGrad;
import dev.espalier.training.PcGradAdam;
import dev.espalier.training.PcGradMomentum;
import dev.espalier.training.PcGradNesterov;
import dev.espalier.training.PcGradRmsProp;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/** What each member of the PCGrad family asks of a pair, by its moments before the step. */
final class PcGradFamily {

  private PcGradFamily() {}

  static MergeRule of(PcGradMomentum merge) {
    return member(
        "pcGradMomentum",
        moments ->
            margin(
                moments,
                below(moments, moments.average("mean", moments.cosines(), merge.decay())),
                merge.strength()));
  }

  static MergeRule of(PcGradNesterov merge) {
    return member(
        "pcGradNesterov",
        moments ->
            margin(moments, below(moments, moments.forecast(merge.decay())), merge.strength()));
  }

  static MergeRule of(PcGradAdaGrad merge) {
    return member(
        "pcGradAdaGrad",
        moments ->
            margin(
                moments, root(moments, moments.mean("square", square(moments))), merge.strength()));
  }

  static MergeRule of(PcGradRmsProp merge) {
    return member(
        "pcGradRmsProp",
        moments ->
            margin(
                moments,
                root(moments, moments.average("square", square(moments), merge.decay())),
                merge.strength()));
  }

  static MergeRule of(PcGradAdam merge) {
    return member(
        "pcGradAdam",
        moments -> {
          Ops tf = moments.tf();
          Operand<TFloat64> mean = moments.average("mean", moments.cosines(), merge.decay());
          Operand<TFloat64> size =
              moments.average("square", tf.math.square(moments.cosines()), merge.decay());
          Operand<TFloat64> steady = tf.math.divNoNan(below(moments, mean), root(moments, size));
          // Averages by the same weights: a mean is at most the root of the mean square.
          return margin(moments, tf.math.minimum(steady, tf.constant(1.0)), merge.strength());
        });
  }

  static MergeRule of(PcGradAccord merge) {
    return member(
        "pcGradAccord",
        moments -> {
          Ops tf = moments.tf();
          Operand<TFloat64> agreement = tf.math.maximum(moments.cosines(), tf.constant(0.0));
          Operand<TFloat64> mean = moments.average("agreement", agreement, merge.decay());
          return new PcGradFamilyRule.Asked(
              tf.zerosLike(mean), tf.math.mul(mean, tf.constant((double) merge.strength())), true);
        });
  }

  private static MergeRule member(String name, PcGradFamilyRule.Member member) {
    return new PcGradFamilyRule("training/" + name, member);
  }

  private static PcGradFamilyRule.Asked margin(
      ConflictMemory moments, Operand<TFloat64> conflict, float strength) {
    Ops tf = moments.tf();
    return new PcGradFamilyRule.Asked(
        tf.math.mul(conflict, tf.constant((double) strength)), tf.zerosLike(conflict), false);
  }

  /** How far these are below zero. */
  private static Operand<TFloat64> below(ConflictMemory moments, Operand<TFloat64> values) {
    Ops tf = moments.tf();
    return tf.math.minimum(
        tf.math.maximum(tf.math.neg(values), tf.constant(0.0)), tf.constant(1.0));
  }

  private static Operand<TFloat64> square(ConflictMemory moments) {
    return moments.tf().math.square(moments.conflict());
  }

  private static Operand<TFloat64> root(ConflictMemory moments, Operand<TFloat64> squares) {
    return moments.tf().math.sqrt(squares);
  }
}
