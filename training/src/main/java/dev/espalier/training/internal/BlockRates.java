package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.GradientStep.Update;
import dev.espalier.training.PerBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
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
  private final @Nullable FrozenTasks frozen;
  private final Map<Float, Optimizer> optimizers = new HashMap<>();

  /**
   * Rates of this update.
   *
   * @param learning what moves for so many steps only, by its name
   * @param frozen tasks whose weights stay; null where none can be
   */
  BlockRates(
      Optimizer.Site site,
      Update update,
      Map<String, Integer> learning,
      @Nullable FrozenTasks frozen) {
    this.frozen = frozen;
    this.site = site;
    this.update = update;
    this.learning = learning;
  }

  /** Moves what this gradient is of. */
  List<Op> move(Gradient gradient) {
    List<Op> moves = moved(gradient);
    return frozen == null ? moves : frozen.keep(site.guarded(), gradient.weight(), moves);
  }

  private List<Op> moved(Gradient gradient) {
    Weight weight = gradient.weight();
    List<Float> factors = weight.members().names().stream().map(this::factor).toList();
    Integer steps = learning.get(weight.members().names().get(0));
    if (factors.stream().distinct().count() > 1) {
      List<Op> moves = optimizer(1f).dense(weight, gradient.value());
      return kept(weight, moves, tf -> during(PartValues.of(tf, weight.members(), factors), steps));
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
}
