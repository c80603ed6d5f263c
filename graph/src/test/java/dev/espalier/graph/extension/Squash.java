package dev.espalier.graph.extension;

import dev.espalier.dsl.Stream;
import dev.espalier.dsl.WeightDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/** A block for tests: tanh(x W) of each stream, one W for all, and a backward pass by choice. */
public record Squash(Backward backward, int units) implements CustomBlock {

  /** Who differentiates it. */
  public enum Backward {
    TENSORFLOW,
    OWN
  }

  /** The usual settings. */
  public Squash() {
    this(Backward.TENSORFLOW, 5);
  }

  @Override
  public List<Stream> after(List<Stream> in, List<String> tasks) {
    return in.stream().map(stream -> new Stream(stream.task(), units)).toList();
  }

  @Override
  public List<WeightDeclaration> weights(Site site) {
    return List.of(WeightDeclaration.matrix("kernel", site.in().get(0).width(), units).l2(1e-3f));
  }

  @Override
  public List<Integer> reads(int out, List<Stream> in) {
    return List.of(out);
  }

  @Override
  public List<Operand<TFloat32>> apply(BlockSite site, List<Operand<TFloat32>> in) {
    Ops tf = site.tf();
    List<Operand<TFloat32>> out = new ArrayList<>();
    in.forEach(x -> out.add(tf.math.tanh(tf.linalg.matMul(x, site.weight("kernel")))));
    return out;
  }

  @Override
  public Optional<VectorJacobianProduct> vectorJacobianProduct() {
    return backward == Backward.OWN ? Optional.of(Squash::product) : Optional.empty();
  }

  private static BlockGradients product(BlockSite site, BlockPass pass) {
    Ops tf = site.tf();
    List<Operand<TFloat32>> in = new ArrayList<>();
    List<Operand<TFloat32>> kernels = new ArrayList<>();
    for (int i = 0; i < pass.in().size(); i++) {
      Operand<TFloat32> y = pass.out().get(i);
      Operand<TFloat32> z =
          tf.math.mul(pass.gradients().get(i), tf.math.sub(tf.constant(1f), tf.math.mul(y, y)));
      in.add(tf.linalg.matMul(z, site.weight("kernel"), MatMul.transposeB(true)));
      kernels.add(tf.linalg.matMul(pass.in().get(i), z, MatMul.transposeA(true)));
    }
    return new BlockGradients(in, Map.of("kernel", tf.math.addN(kernels)));
  }
}
