package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.Step;
import dev.espalier.graph.Codes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which streams anybody reads, found from the tasks backwards. A gate reads all its streams: taking
 * a column from a softmax would change the others. A sub-network reads what its open connections
 * carry.
 */
final class Liveness {
  private final List<List<Integer>> before = new ArrayList<>();
  private final List<List<Integer>> after = new ArrayList<>();

  /** Codes by the path of their block. */
  Liveness(Plan plan, Map<String, Codes> codes) {
    List<Integer> live = all(plan.body().size());
    for (int s = plan.steps().size() - 1; s >= 0; s--) {
      Step step = plan.steps().get(s);
      after.add(0, live);
      live = live.isEmpty() ? live : read(step, live, codes);
      before.add(0, live);
    }
  }

  /** Streams into this step that are read, in order. */
  List<Integer> into(int step) {
    return before.get(step);
  }

  /** Streams out of this step that are read, in order. */
  List<Integer> outOf(int step) {
    return after.get(step);
  }

  private static List<Integer> read(Step step, List<Integer> out, Map<String, Codes> codes) {
    int in = step.in().size();
    if (step instanceof Step.SnrStep) {
      Codes own = java.util.Objects.requireNonNull(codes.get(step.path()));
      return IntStream.range(0, in)
          .filter(j -> out.stream().anyMatch(i -> own.isOpen(i, j)))
          .boxed()
          .toList();
    } else if (step instanceof Step.MixtureStep || in == 1) {
      return all(in);
    }
    return out;
  }

  private static List<Integer> all(int n) {
    return IntStream.range(0, n).boxed().toList();
  }
}
