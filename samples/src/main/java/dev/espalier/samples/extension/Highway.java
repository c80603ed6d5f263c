package dev.espalier.samples.extension;

import dev.espalier.dsl.Problem;
import dev.espalier.dsl.Stream;
import dev.espalier.dsl.WeightDeclaration;
import dev.espalier.graph.extension.BlockSite;
import dev.espalier.graph.extension.CustomBlock;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A highway layer on one shared stream x (Srivastava et al. 2015, equation 3): H(x) T(x) + x (1 -
 * T(x)), with H a layer of ReLU and T, how much of it is taken, a layer of sigmoids.
 *
 * @param carry what T's offset starts at; negative numbers carry x through at first
 */
public record Highway(float carry) implements CustomBlock {

  /** A layer that carries most of its input through at first, as the paper advises. */
  public Highway() {
    this(-1f);
  }

  @Override
  public List<Problem> problems(String path, List<Stream> in) {
    return in.size() == 1 && in.get(0).isShared()
        ? List.of()
        : List.of(
            new Problem(path, in.size() + " streams", "one shared stream", "Put omoe() before it"));
  }

  @Override
  public List<Stream> after(List<Stream> in, List<String> tasks) {
    return in;
  }

  @Override
  public List<WeightDeclaration> weights(Site site) {
    int width = site.in().get(0).width();
    return List.of(
        WeightDeclaration.matrix("H", width, width),
        WeightDeclaration.matrix("T", width, width),
        WeightDeclaration.vector("carry", width, carry));
  }

  @Override
  public List<Operand<TFloat32>> apply(BlockSite site, List<Operand<TFloat32>> in) {
    Ops tf = site.tf();
    Operand<TFloat32> x = in.get(0);
    Operand<TFloat32> h = tf.nn.relu(tf.linalg.matMul(x, site.weight("H")));
    Operand<TFloat32> taken = tf.linalg.matMul(x, site.weight("T"));
    Operand<TFloat32> t = tf.math.sigmoid(tf.math.add(taken, site.weight("carry")));
    return List.of(tf.math.add(x, tf.math.mul(t, tf.math.sub(h, x))));
  }
}
