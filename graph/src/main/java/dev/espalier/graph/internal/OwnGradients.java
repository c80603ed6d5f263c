package dev.espalier.graph.internal;

import dev.espalier.graph.extension.BlockGradients;
import dev.espalier.graph.extension.BlockPass;
import dev.espalier.graph.extension.VectorJacobianProduct;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.IdentityN;
import org.tensorflow.types.TFloat32;

/**
 * Gives a block a backward pass of its own. Its outputs are cut off from what computed them and,
 * with its inputs and weights, led through an IdentityN: TensorFlow has no gradient of that op, and
 * asks here for one.
 */
final class OwnGradients {
  static {
    if (!TensorFlow.registerCustomGradient(IdentityN.OP_NAME, OwnGradients::backward)) {
      throw new IllegalStateException("Another gradient of IdentityN was registered before.");
    }
  }

  /** What the backward pass of one block is written from. */
  private record Site(
      VectorJacobianProduct product,
      CustomSite forward,
      List<Operand<TFloat32>> in,
      List<Operand<TFloat32>> out) {}

  private static final Map<Graph, Map<String, Site>> SITES = new HashMap<>();

  private OwnGradients() {}

  /** The same streams out, whose gradients this product gives. */
  static List<Operand<TFloat32>> of(
      VectorJacobianProduct product,
      CustomSite site,
      List<Operand<TFloat32>> in,
      List<Operand<TFloat32>> out) {
    Ops tf = site.tf();
    List<Operand<?>> through = new ArrayList<>();
    out.forEach(stream -> through.add(tf.stopGradient(stream)));
    through.addAll(in);
    through.addAll(site.weights().values());
    IdentityN identity = IdentityN.create(tf.scope(), through);
    Graph graph = (Graph) tf.scope().env();
    synchronized (SITES) {
      SITES
          .computeIfAbsent(graph, g -> new HashMap<>())
          .put(identity.op().name(), new Site(product, site, in, out));
    }
    return floats(identity.output().subList(0, out.size()));
  }

  /** Lets go of what is known of a graph that is closed. */
  static void forget(Graph graph) {
    synchronized (SITES) {
      SITES.remove(graph);
    }
  }

  private static List<Operand<?>> backward(Ops tf, GraphOperation op, List<Output<?>> gradients) {
    Site site;
    synchronized (SITES) {
      Map<String, Site> own = SITES.get(op.env());
      site = own == null ? null : own.get(op.name());
    }
    if (site == null) {
      throw new IllegalStateException("No gradient is known of " + op.name());
    }
    int streams = site.out().size();
    BlockPass pass = new BlockPass(site.in(), site.out(), floats(gradients.subList(0, streams)));
    BlockGradients given = site.product().of(site.forward().writing(tf), pass);
    List<Operand<?>> all = new ArrayList<>();
    // Nothing is asked for behind the outputs, which were cut off.
    site.out().forEach(stream -> all.add(tf.zerosLike(stream)));
    all.addAll(given.in());
    for (String weight : site.forward().weights().keySet()) {
      Operand<TFloat32> gradient = given.weights().get(weight);
      if (gradient == null) {
        throw new IllegalStateException(
            "%s gave no gradient of its weight \"%s\"."
                .formatted(site.forward().step().path(), weight));
      }
      all.add(gradient);
    }
    return all;
  }

  private static List<Operand<TFloat32>> floats(List<Output<?>> outputs) {
    List<Operand<TFloat32>> floats = new ArrayList<>();
    outputs.forEach(output -> floats.add(output.expect(TFloat32.class)));
    return floats;
  }
}
