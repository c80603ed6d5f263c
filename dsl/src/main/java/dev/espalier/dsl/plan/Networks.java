package dev.espalier.dsl.plan;

import java.util.List;

/**
 * Several networks of one shape, each with parameters of its own.
 *
 * @param count number of networks
 * @param inputWidth width of what comes in
 * @param layers first to last
 */
public record Networks(int count, int inputWidth, List<LayerPlan> layers) {

  /** Copies the list. */
  public Networks {
    layers = List.copyOf(layers);
  }

  /** Width of what goes out. */
  public int outputWidth() {
    return layers.isEmpty() ? inputWidth : layers.get(layers.size() - 1).units();
  }

  /** Its banks, layer by layer. */
  public List<Bank> banks() {
    return layers.stream().flatMap(layer -> layer.banks().stream()).toList();
  }

  /** Multiply-adds of all networks for one example. */
  public long multiplyAdds() {
    long sum = 0;
    for (LayerPlan layer : layers) {
      sum = Plan.plus(sum, Plan.times(Plan.times(layer.inputs(), layer.units()), count));
    }
    return sum;
  }
}
