package dev.espalier.graph.internal;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.CgcStep;
import dev.espalier.dsl.plan.ConvStep;
import dev.espalier.dsl.plan.CrossStep;
import dev.espalier.dsl.plan.ExitStep;
import dev.espalier.dsl.plan.FactorizationStep;
import dev.espalier.dsl.plan.FactorizedStep;
import dev.espalier.dsl.plan.GruStep;
import dev.espalier.dsl.plan.HierarchicalStep;
import dev.espalier.dsl.plan.NetworksStep;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.dsl.plan.Step;
import dev.espalier.dsl.plan.TransferStep;
import dev.espalier.graph.Codes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which streams are read for some of the streams where the body ends, found backwards. A gate reads
 * all its streams: taking a column from a softmax would change the others. Frozen codes read what
 * its open connections carry.
 */
final class Liveness {
  private final List<Task> tasks;
  private final List<List<Integer>> before = new ArrayList<>();
  private final List<List<Integer>> after = new ArrayList<>();

  /**
   * What is read for these streams where the steps end.
   *
   * @param codes by the path of their block
   * @param tasks all tasks of the topology
   */
  Liveness(List<Step> steps, Map<String, Codes> codes, List<Task> tasks, List<Integer> body) {
    this.tasks = tasks;
    List<Integer> live = body;
    for (int s = steps.size() - 1; s >= 0; s--) {
      Step step = steps.get(s);
      after.add(0, live);
      live = isComputed(step, live) ? read(step, live, codes) : live;
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

  /** Whether there is anything to compute, given the streams out of it that are read. */
  boolean isComputed(Step step, List<Integer> out) {
    if (step instanceof ExitStep exit) {
      return !exit.block().isClosed(tasks);
    }
    return !out.isEmpty()
        && !(step instanceof TransferStep transfer && !out.contains(transfer.to()));
  }

  /** The shared gate reads everything, the gate of a task its own experts and the shared ones. */
  private static List<Integer> read(CgcStep step, List<Integer> out, List<Integer> all) {
    int sharedStream = step.gated().size();
    if (step.isFirst() || out.contains(sharedStream)) {
      return all;
    }
    List<Integer> read = new ArrayList<>(out);
    read.add(all.size() - 1);
    return read;
  }

  private static List<Integer> read(Step step, List<Integer> out, Map<String, Codes> codes) {
    List<Integer> all = IntStream.range(0, step.in().size()).boxed().toList();
    Codes own = codes.get(step.path());
    if (own != null && !(step instanceof SparseStep)) {
      return all.stream().filter(j -> out.stream().anyMatch(i -> own.isOpen(i, j))).toList();
    }
    boolean sideBySide =
        step instanceof NetworksStep
            || step instanceof FactorizedStep
            || step instanceof CrossStep
            || step instanceof FactorizationStep
            || step instanceof GruStep
            || step instanceof ConvStep;
    if (sideBySide && all.size() > 1) {
      return out;
    }
    if (step instanceof HierarchicalStep hierarchy) {
      // A copy whose closed codes make it a constant reads nothing.
      boolean read = out.stream().anyMatch(i -> !ofCopy(hierarchy, i, codes).into(0).isEmpty());
      return read ? all : List.of();
    }
    if (step instanceof TransferStep transfer) {
      Set<Integer> read = new TreeSet<>(out);
      read.add(transfer.from());
      return List.copyOf(read);
    }
    return step instanceof CgcStep level ? read(level, out, all) : all;
  }

  /** What is read inside the copy that gives this stream. */
  static Liveness ofCopy(HierarchicalStep hierarchy, int copy, Map<String, Codes> codes) {
    return new Liveness(hierarchy.copies().get(copy), codes, List.of(), List.of(0));
  }
}
