package dev.espalier.graph.internal;

import dev.espalier.graph.FrozenModel;
import java.util.HashMap;
import java.util.Map;

/** Values of parameters by name: those of the model, and those that freezing made of them. */
final class FrozenValues {
  private final FrozenModel model;
  private final Map<String, float[]> made = new HashMap<>();

  FrozenValues(FrozenModel model) {
    this.model = model;
  }

  /** The entries, row by row; not to be changed. */
  float[] get(String name) {
    float[] own = made.get(name);
    return own != null ? own : model.parameter(name);
  }

  /** The entries that training left, whatever freezing made of them. */
  float[] trained(String name) {
    return model.parameter(name);
  }

  void put(String name, float[] value) {
    made.put(name, value);
  }
}
