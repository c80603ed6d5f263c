package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.LayerPlan;
import dev.espalier.dsl.plan.LayerPlan.Norm;
import dev.espalier.dsl.plan.Networks;

/** What a network without dropout and batch normalisation gives when nothing but zeros comes in. */
final class FromZero {
  private final FrozenValues values;

  FromZero(FrozenValues values) {
    this.values = values;
  }

  /** Output of the only one of these networks; as wide as its last layer. */
  float[] through(Networks network) {
    double[] x = new double[network.inputWidth()];
    for (LayerPlan layer : network.layers()) {
      x = through(layer, x);
    }
    float[] rounded = new float[x.length];
    for (int u = 0; u < x.length; u++) {
      rounded[u] = (float) x[u];
    }
    return rounded;
  }

  private double[] through(LayerPlan layer, double[] x) {
    int units = layer.units();
    float[] kernel = of(layer.kernel());
    double[] z = new double[units];
    for (int i = 0; i < x.length; i++) {
      for (int u = 0; u < units && x[i] != 0; u++) {
        z[u] += x[i] * kernel[i * units + u];
      }
    }
    if (layer.bias() != null) {
      float[] bias = of(layer.bias());
      for (int u = 0; u < units; u++) {
        z[u] += bias[u];
      }
    } else if (layer.norm() != null) {
      normalize(z, layer.norm());
    }
    for (int u = 0; u < units; u++) {
      z[u] = ActivationFunction.apply(layer.activation(), z[u]);
    }
    return z;
  }

  private void normalize(double[] z, Norm norm) {
    float[] scale = of(norm.scale());
    float[] offset = of(norm.offset());
    double mean = 0;
    double variance = 0;
    for (double v : z) {
      mean += v / z.length;
    }
    for (double v : z) {
      variance += (v - mean) * (v - mean) / z.length;
    }
    double inverse = 1 / Math.sqrt(variance + Normalizations.EPSILON);
    for (int u = 0; u < z.length; u++) {
      z[u] = (z[u] - mean) * inverse * scale[u] + offset[u];
    }
  }

  private float[] of(Bank bank) {
    return values.get(bank.members().get(0).name());
  }
}
