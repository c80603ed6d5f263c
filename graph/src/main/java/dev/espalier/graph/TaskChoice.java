package dev.espalier.graph;

import dev.espalier.dsl.Router;
import dev.espalier.dsl.SampledRouter;
import dev.espalier.dsl.ThresholdRouter;
import dev.espalier.dsl.TreeRouter;
import dev.espalier.dsl.plan.SparseStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The experts that the gates of a {@code sparseMoe} by task ended up with, and their weights. */
final class TaskChoice {

  private TaskChoice() {}

  /**
   * The weight of each expert for each task, given the entries of parameters by name.
   *
   * @param gone experts that nobody is to be sent to, from 0
   */
  static Codes of(SparseStep step, Map<String, float[]> parameters, List<Integer> gone) {
    List<List<Float>> rows = new ArrayList<>();
    for (int gate = 0; gate < step.gates().count(); gate++) {
      String kernel = step.gates().layers().get(0).kernel().members().get(gate).name();
      float[] numbers = Objects.requireNonNull(parameters.get(kernel));
      Router router = step.block().router();
      double[] logits =
          router instanceof TreeRouter tree
              ? leaves(tree.depth(), numbers)
              : Selection.wide(numbers);
      rows.add(weights(router, logits, gone));
    }
    return new Codes(step.path(), rows);
  }

  private static List<Float> weights(Router router, double[] logits, List<Integer> gone) {
    List<Integer> best =
        IntStream.range(0, logits.length)
            .boxed()
            .filter(e -> !gone.contains(e))
            .sorted(Comparator.comparingDouble((Integer e) -> -logits[e]))
            .limit(router.k())
            .toList();
    double[] all = Selection.softmax(logits);
    double[] picked = Selection.softmax(best.stream().mapToDouble(e -> logits[e]).toArray());
    List<Float> weights = new ArrayList<>(Collections.nCopies(logits.length, 0f));
    for (int rank = 0; rank < best.size(); rank++) {
      int e = best.get(rank);
      boolean left = router instanceof ThresholdRouter some && rank > 0 && all[e] <= some.share();
      double own = router.softmax() == Router.Softmax.AFTER ? picked[rank] : all[e];
      double weight = router instanceof SampledRouter ? 1.0 / router.k() : own;
      weights.set(e, left ? 0f : (float) weight);
    }
    return weights;
  }

  /** Logarithms of the probabilities of the leaves. */
  private static double[] leaves(int depth, float[] nodes) {
    double[] leaves = new double[1 << depth];
    for (int leaf = 0; leaf < leaves.length; leaf++) {
      int node = 0;
      for (int level = depth - 1; level >= 0; level--) {
        boolean right = (leaf >> level & 1) == 1;
        leaves[leaf] -= Math.log1p(Math.exp(right ? -(double) nodes[node] : nodes[node]));
        node = 2 * node + (right ? 2 : 1);
      }
    }
    return leaves;
  }
}
