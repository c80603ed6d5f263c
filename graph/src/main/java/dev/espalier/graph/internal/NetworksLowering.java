package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.LayerPlan;
import dev.espalier.dsl.plan.Networks;
import dev.espalier.graph.Lowering;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Writes networks of one shape: joined in one product while they read one stream, then batched, or
 * each on its own.
 */
final class NetworksLowering {
  private final Ops tf;
  private final WeightSource weights;
  private final Normalizations normalizations;
  private final Phase phase;
  private final int batchSize;
  private final LayerProducts products;

  /**
   * Writes for batches of about this size; a phase of training and one of evaluation say the same.
   */
  NetworksLowering(
      Ops tf, WeightSource weights, Normalizations normalizations, Phase phase, int batchSize) {
    this.tf = tf;
    this.weights = weights;
    this.normalizations = normalizations;
    this.phase = phase;
    this.batchSize = batchSize;
    this.products = new LayerProducts(tf, phase);
  }

  /** Examples in a batch, about. */
  int batchSize() {
    return batchSize;
  }

  /** The same, reading weights from there; networks that it writes update nothing. */
  NetworksLowering reading(WeightSource source) {
    Normalizations fixed = Normalizations.fixed(tf, source);
    return new NetworksLowering(tf, source, fixed, phase, batchSize);
  }

  /** Streams out of these networks; network i reads stream i, or the only one. */
  Streams apply(Networks networks, Streams in, Lowering lowering) {
    if (networks.count() > 1 && lowering.of(networks, in.count(), batchSize) == Lowering.SEPARATE) {
      return separate(networks, in);
    }
    Streams streams = in;
    for (LayerPlan layer : networks.layers()) {
      streams = batched(layer, networks.count(), streams);
    }
    return streams;
  }

  private Streams batched(LayerPlan layer, int count, Streams in) {
    if (in.count() == 1) {
      Operand<TFloat32> z = products.of(in.flat(), weights.joined(layer.kernel()));
      if (layer.bias() != null) {
        z = tf.nn.biasAdd(z, weights.joined(layer.bias()));
      } else if (layer.norm() != null) {
        z = normalizations.joined(layer, count, z, phase);
      }
      return Streams.flat(tf, count, layer.units(), finish(layer, z, 0));
    }
    Operand<TFloat32> z = products.batched(in.stacked(), weights.stacked(layer.kernel()));
    if (layer.bias() != null) {
      z = tf.math.add(z, weights.stacked(layer.bias()));
    } else if (layer.norm() != null) {
      z = normalizations.stacked(layer, z, phase);
    }
    return Streams.stacked(tf, count, layer.units(), finish(layer, z, 0));
  }

  private Streams separate(Networks networks, Streams in) {
    List<Operand<TFloat32>> inputs = in.list();
    List<Operand<TFloat32>> outputs = new ArrayList<>();
    for (int i = 0; i < networks.count(); i++) {
      Operand<TFloat32> x = inputs.get(in.count() == 1 ? 0 : i);
      for (LayerPlan layer : networks.layers()) {
        Operand<TFloat32> z = products.of(x, weights.separate(layer.kernel()).get(i));
        Bank bias = layer.bias();
        if (bias != null) {
          z = tf.nn.biasAdd(z, weights.separate(bias).get(i));
        } else if (layer.norm() != null) {
          z = normalizations.separate(layer, i, z, phase);
        }
        x = finish(layer, z, i);
      }
      outputs.add(x);
    }
    return Streams.list(tf, networks.outputWidth(), outputs);
  }

  private Operand<TFloat32> finish(LayerPlan layer, Operand<TFloat32> z, int network) {
    Operand<TFloat32> y = Activations.apply(tf, layer.activation(), z);
    String place = layer.kernel().members().get(network).name() + "/dropout";
    return phase.dropout(tf, y, layer.dropout(), place);
  }
}
