package dev.espalier.graph.internal;

import dev.espalier.dsl.Normalization;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.Initializer;
import dev.espalier.dsl.plan.LayerPlan;
import dev.espalier.dsl.plan.LayerPlan.Norm;
import dev.espalier.dsl.plan.Networks;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Layers as they are served: only some of the networks, without dropout, and with a batch
 * normalisation multiplied into the product before it.
 */
final class FrozenLayers {
  private final FrozenValues values;

  FrozenLayers(FrozenValues values) {
    this.values = values;
  }

  /** These networks of all; at least one. */
  Networks of(Networks networks, List<Integer> kept) {
    List<LayerPlan> layers = networks.layers().stream().map(layer -> of(layer, kept)).toList();
    return new Networks(kept.size(), networks.inputWidth(), layers);
  }

  /** This layer of these networks. */
  LayerPlan of(LayerPlan layer, List<Integer> kept) {
    Norm norm = layer.norm();
    Bank kernel = some(layer.kernel(), kept);
    Bank bias = layer.bias() == null ? null : some(layer.bias(), kept);
    if (norm != null && norm.kind() == Normalization.BATCH) {
      bias = fold(kernel, norm, kept);
      norm = null;
    } else if (norm != null) {
      norm = new Norm(norm.kind(), some(norm.scale(), kept), some(norm.offset(), kept), null, null);
    }
    return new LayerPlan(layer.inputs(), layer.units(), kernel, bias, norm, layer.activation(), 0f);
  }

  /** These members of a bank. */
  static Bank some(Bank bank, List<Integer> kept) {
    return new Bank(kept.stream().map(bank.members()::get).toList());
  }

  /**
   * (x W - mean) f + offset with f = scale / sqrt(variance + epsilon) is x (W f) + (offset - mean
   * f): new kernels under the old names, and biases.
   */
  private Bank fold(Bank kernel, Norm norm, List<Integer> kept) {
    Bank means = some(Objects.requireNonNull(norm.movingMean()), kept);
    Bank variances = some(Objects.requireNonNull(norm.movingVariance()), kept);
    Bank scales = some(norm.scale(), kept);
    Bank offsets = some(norm.offset(), kept);
    List<Parameter> biases = new ArrayList<>();
    for (int i = 0; i < kernel.size(); i++) {
      Parameter matrix = kernel.members().get(i);
      float[] w = values.trained(matrix.name()).clone();
      float[] scale = trained(scales, i);
      float[] offset = trained(offsets, i);
      float[] mean = trained(means, i);
      float[] variance = trained(variances, i);
      int units = offset.length;
      float[] bias = new float[units];
      for (int u = 0; u < units; u++) {
        double factor = scale[u] / Math.sqrt((double) variance[u] + Normalizations.EPSILON);
        bias[u] = (float) (offset[u] - mean[u] * factor);
        for (int at = u; at < w.length; at += units) {
          w[at] = (float) (w[at] * factor);
        }
      }
      String name = matrix.name().replaceFirst("kernel$", "bias");
      values.put(matrix.name(), w);
      values.put(name, bias);
      biases.add(
          new Parameter(
              name, List.of(units), Role.BIAS, new Initializer.Constant(0f), matrix.owner(), 0f));
    }
    return new Bank(biases);
  }

  private float[] trained(Bank bank, int i) {
    return values.trained(bank.members().get(i).name());
  }
}
