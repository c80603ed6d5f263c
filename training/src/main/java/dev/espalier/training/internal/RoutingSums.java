package dev.espalier.training.internal;

import dev.espalier.dsl.FixedRouter;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.graph.internal.RoutingTally;
import dev.espalier.training.report.ExpertRouting;
import dev.espalier.training.report.GateRouting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What the steps of an epoch tell of the router of one block, added up. */
final class RoutingSums {
  private final String path;
  private final SparseStep step;
  private final RoutingTally at;
  private final double[] sums;

  /** No step yet. */
  RoutingSums(String path, SparseStep step) {
    this.path = path;
    this.step = step;
    this.at = RoutingTally.of(step);
    this.sums = new double[at.size()];
  }

  /** The sums, as a {@link RoutingTally} has them; to be changed. */
  double[] sums() {
    return sums;
  }

  /** Adds what a step told, from this place on; the place behind it. */
  int add(float[] told, int from) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += told[from + i];
    }
    return from + sums.length;
  }

  /** Whether a router that learns had enough examples to say who gets none of them. */
  boolean isTelling(int leastPerExpert) {
    double picks = IntStream.range(0, at.gates()).mapToDouble(g -> sums[at.asked(g)]).sum();
    return learns() && picks >= (double) leastPerExpert * at.experts();
  }

  private boolean learns() {
    return !(step.block().router() instanceof FixedRouter);
  }

  /** The means; not a number where there was no step. */
  ExpertRouting means(double[] changed) {
    double examples = sums[at.examples()];
    long everyExpert = step.experts().multiplyAdds();
    List<GateRouting> gates = new ArrayList<>();
    for (int g = 0; g < at.gates(); g++) {
      int gate = g;
      double kept = IntStream.range(0, at.experts()).mapToDouble(e -> sums[at.kept(gate, e)]).sum();
      String task = step.out().get(g).task();
      gates.add(
          new GateRouting(
              task == null ? "all tasks" : task,
              IntStream.range(0, at.experts())
                  .mapToObj(e -> sums[at.kept(gate, e)] / examples)
                  .toList(),
              learns() ? sums[at.entropy(g)] / examples : Double.NaN,
              1 - kept / sums[at.asked(g)],
              changed[g]));
    }
    return new ExpertRouting(
        path,
        IntStream.range(0, at.experts()).mapToObj(e -> sums[at.computed(e)] / examples).toList(),
        sums[at.rows()] / examples * everyExpert / at.experts(),
        everyExpert,
        gates);
  }
}
