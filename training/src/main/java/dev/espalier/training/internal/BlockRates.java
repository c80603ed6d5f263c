package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import dev.espalier.graph.internal.Weight.Members;
import dev.espalier.training.GradientStep.Update;
import dev.espalier.training.PerBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Moves weights at the learning rate of their block. Where parts of one variable have different
 * factors, the optimiser moves all of it and each part then keeps its share of the move.
 */
final class BlockRates {
  private final Optimizer.Site site;
  private final Update update;
  private final Map<String, Integer> learning;
  private final Map<Float, Optimizer> optimizers = new HashMap<>();

  /** Rates of this update; what is in {@code learning} moves for so many steps, by its name. */
  BlockRates(Optimizer.Site site, Update update, Map<String, Integer> learning) {
    this.site = site;
    this.update = update;
    this.learning = learning;
  }

  /** Moves what this gradient is of. */
  List<Op> move(Gradient gradient) {
    Weight weight = gradient.weight();
    List<Float> factors = weight.members().names().stream().map(this::factor).toList();
    Integer steps = learning.get(weight.members().names().get(0));
    if (factors.stream().distinct().count() > 1) {
      List<Op> moves = optimizer(1f).dense(weight, gradient.value());
      return kept(weight, moves, tf -> during(factors(tf, weight.members(), factors), steps));
    }
    Optimizer optimizer = optimizer(factors.get(0));
    if (weight.rows() != null) {
      return optimizer.rows(weight, weight.rows(), gradient.value());
    }
    List<Op> moves = optimizer.dense(weight, gradient.value());
    return steps == null ? moves : kept(weight, moves, tf -> during(tf.constant(1f), steps));
  }

  /** These factors in the first steps, so many of them, and 0 from then on. */
  private Operand<TFloat32> during(Operand<TFloat32> factors, @Nullable Integer steps) {
    Ops tf = site.tf();
    return steps == null
        ? factors
        : tf.math.mul(
            factors,
            tf.dtypes.cast(tf.math.less(site.step(), tf.constant((long) steps)), TFloat32.class));
  }

  private float factor(String parameter) {
    return update instanceof PerBlock blocks ? blocks.factor(parameter) : 1f;
  }

  private Optimizer optimizer(float factor) {
    Update own = update instanceof PerBlock blocks ? blocks.update() : update;
    return optimizers.computeIfAbsent(factor, f -> Optimizers.of(site, own, f));
  }

  /** The weight after its moves, of which it keeps these shares, broadcast to its view. */
  private List<Op> kept(Weight weight, List<Op> moves, Function<Ops, Operand<TFloat32>> shares) {
    Ops tf = site.tf();
    Operand<TFloat32> moved =
        tf.withControlDependencies(moves).readVariableOp(weight.handle(), TFloat32.class);
    Operand<TFloat32> move =
        tf.reshape(
            tf.math.sub(moved, weight.leaf()), tf.constant(weight.members().view().asArray()));
    Operand<TFloat32> share =
        tf.reshape(tf.math.mul(move, shares.apply(tf)), tf.constant(weight.shape().asArray()));
    List<Op> all = new ArrayList<>(moves);
    all.add(site.guarded().assignVariableOp(weight.handle(), tf.math.add(weight.leaf(), share)));
    return all;
  }

  /** The factors of the parts, which the first axes in order number, for each entry of the view. */
  private static Operand<TFloat32> factors(Ops tf, Members members, List<Float> factors) {
    long[] sizes = members.view().asArray();
    long[] shape = new long[sizes.length];
    Arrays.fill(shape, 1);
    int axes = 0;
    for (long parts = 1; parts < factors.size(); axes++) {
      int axis = members.order().get(axes);
      shape[axis] = sizes[axis];
      parts *= sizes[axis];
    }
    float[] values = new float[factors.size()];
    for (int part = 0; part < values.length; part++) {
      values[place(members, shape, axes, part)] = factors.get(part);
    }
    return tf.constant(NdArrays.wrap(Shape.of(shape), DataBuffers.of(values)));
  }

  /** Where a part is in an array of this shape, whose axes the first ones in order number. */
  private static int place(Members members, long[] shape, int axes, int part) {
    long[] at = new long[shape.length];
    long rest = part;
    for (int i = axes - 1; i >= 0; i--) {
      int axis = members.order().get(i);
      at[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    long place = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      place = place * shape[axis] + at[axis];
    }
    return Math.toIntExact(place);
  }
}
