package dev.espalier.graph.internal;

import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;

/** Writes tasks whose probability is the product of two others'. */
final class ProductLowering {
  private final Ops tf;
  private final List<Task> products;
  private final Topology topology;

  ProductLowering(Ops tf, Topology topology) {
    this.tf = tf;
    this.topology = topology;
    this.products =
        topology.tasks().stream().filter(t -> t.target() instanceof Target.Product).toList();
  }

  /** The tasks that are products, in the topology's order. */
  List<Task> products() {
    return products;
  }

  /**
   * The logit of sigmoid(a) sigmoid(b) for logits a and b [batch, 1], a stream per product: minus
   * the logarithm of exp(-a) + exp(-b) + exp(-a - b), which is a - t - softplus(-b - t) with t =
   * softplus(a - b). So the loss is that of any logit, ln(1 - p) never being taken of a p near 1.
   */
  Streams logits(Map<Task, Operand<TFloat32>> logits) {
    Operand<TFloat32> a = stacked(logits, Target.Product::of);
    Operand<TFloat32> b = stacked(logits, Target.Product::given);
    Operand<TFloat32> t = tf.math.softplus(tf.math.sub(a, b));
    Operand<TFloat32> rest = tf.math.softplus(tf.math.neg(tf.math.add(b, t)));
    return Streams.stacked(tf, products.size(), 1, tf.math.sub(tf.math.sub(a, t), rest));
  }

  private Operand<TFloat32> stacked(
      Map<Task, Operand<TFloat32>> logits, Function<Target.Product, String> part) {
    return tf.stack(
        products.stream().map(task -> of(logits, part.apply(target(task)))).toList(),
        Stack.axis(0L));
  }

  /** Adds the probability of each product to those of its parts. */
  void multiply(Map<Task, Operand<TFloat32>> probabilities) {
    for (Task task : products) {
      Target.Product product = target(task);
      probabilities.put(
          task, tf.math.mul(of(probabilities, product.of()), of(probabilities, product.given())));
    }
  }

  private Operand<TFloat32> of(Map<Task, Operand<TFloat32>> by, String task) {
    return Objects.requireNonNull(by.get(topology.task(task)));
  }

  private static Target.Product target(Task task) {
    return (Target.Product) task.target();
  }
}
