package dev.espalier.training.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What the experts of a block with a router did in the training steps of an epoch.
 *
 * @param path place of the block in the topology, such as {@code topology.shared[1].sparseMoe}
 * @param load for each expert the share of the examples that any gate sent to it and that found a
 *     place, in [0, 1]
 * @param multiplyAdds of all experts per example, of the rows that were really computed: a step
 *     computes the places of an expert that nobody took, too
 * @param everyExpert what it would take if each expert computed each example
 * @param gates of each gate where it sent the examples
 */
public record ExpertRouting(
    String path,
    List<Double> load,
    double multiplyAdds,
    long everyExpert,
    List<GateRouting> gates) {
  /** An expert starves where its load is below this share of the mean load. */
  public static final double STARVED = 0.1;

  /** Copies the lists. */
  public ExpertRouting {
    load = List.copyOf(load);
    gates = List.copyOf(gates);
  }

  /** The mean load of the experts. */
  public double meanLoad() {
    return load.stream().mapToDouble(l -> l).average().orElse(0);
  }

  /** The experts, from 0, whose load is below a tenth of the mean. */
  public List<Integer> starved() {
    double least = STARVED * meanLoad();
    return IntStream.range(0, load.size()).filter(e -> load.get(e) < least).boxed().toList();
  }
}
