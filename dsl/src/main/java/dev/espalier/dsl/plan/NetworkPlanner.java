package dev.espalier.dsl.plan;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Normalization;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Works out networks of one shape side by side. Network i has the names that {@code name} gives for
 * i, and its parameters the owner that {@code owner} gives for i.
 */
record NetworkPlanner(int count, IntFunction<String> name, IntFunction<Owner> owner) {

  /** The same networks, their parameters one name further down. */
  NetworkPlanner under(String place) {
    return new NetworkPlanner(count, i -> name.apply(i) + "/" + place, owner);
  }

  Networks networks(int inputWidth, Layers layers) {
    List<LayerPlan> plans = new ArrayList<>();
    int width = inputWidth;
    for (int units : layers.units()) {
      plans.add(layer("layer" + plans.size(), width, units, layers));
      width = units;
    }
    return new Networks(count, inputWidth, plans);
  }

  /** A layer of these units with the settings of {@code layers}, whose own units do not matter. */
  LayerPlan layer(String place, int inputs, int units, Layers layers) {
    Initializer start = kernelInitializer(layers.activation(), inputs, units);
    Bank kernel = bank(place + "/kernel", List.of(inputs, units), Role.KERNEL, start, layers.l2());
    boolean normalized = layers.normalization() != Normalization.NONE;
    // A normalisation subtracts the mean, and an offset before it with that.
    Bank bias = normalized ? null : vector(place + "/bias", units, Role.BIAS, 0f);
    LayerPlan.Norm norm = normalized ? norm(place, units, layers.normalization()) : null;
    return new LayerPlan(inputs, units, kernel, bias, norm, layers.activation(), layers.dropout());
  }

  private LayerPlan.Norm norm(String place, int units, Normalization kind) {
    boolean batch = kind == Normalization.BATCH;
    return new LayerPlan.Norm(
        kind,
        vector(place + "/scale", units, Role.SCALE, 1f),
        vector(place + "/offset", units, Role.OFFSET, 0f),
        batch ? vector(place + "/mean", units, Role.MOVING_MEAN, 0f) : null,
        batch ? vector(place + "/variance", units, Role.MOVING_VARIANCE, 1f) : null);
  }

  Bank vector(String place, int units, Role role, float start) {
    return bank(place, List.of(units), role, new Initializer.Constant(start), 0f);
  }

  Bank bank(String place, List<Integer> shape, Role role, Initializer initializer, float l2) {
    return new Bank(
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new Parameter(
                        name.apply(i) + "/" + place, shape, role, initializer, owner.apply(i), l2))
            .toList());
  }

  static Initializer kernelInitializer(Activation activation, int inputs, int units) {
    return switch (activation) {
      case RELU, LEAKY_RELU, ELU, GELU, SWISH -> Initializer.he(inputs);
      case SELU, SIGMOID, TANH, SOFTPLUS, LINEAR -> Initializer.glorot(inputs, units);
    };
  }
}
