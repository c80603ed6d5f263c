package dev.espalier.training.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;

/** The gradients of tasks that have come to each tensor on the way back. */
final class GradientFlow {
  private final Ops tf;
  private final Set<Output<?>> carriers;
  private final Map<Output<?>, List<Cotangent>> sums = new HashMap<>();
  private final Map<Output<?>, List<OwnRows>> rows = new HashMap<>();

  /** Lets gradients come to these tensors and to no other. */
  GradientFlow(Ops tf, Set<Output<?>> carriers) {
    this.tf = tf;
    this.carriers = carriers;
  }

  boolean carries(Operand<?> tensor) {
    return carriers.contains(tensor.asOutput());
  }

  void add(Operand<?> tensor, Cotangent gradient) {
    if (carries(tensor)) {
      sums.computeIfAbsent(tensor.asOutput(), t -> new ArrayList<>()).add(gradient);
    }
  }

  void add(Operand<?> tensor, OwnRows gradient) {
    if (carries(tensor)) {
      rows.computeIfAbsent(tensor.asOutput(), t -> new ArrayList<>()).add(gradient);
    }
  }

  /** What has come to a tensor; null for nothing. */
  @Nullable Cotangent at(Output<?> tensor) {
    List<Cotangent> all = sums.computeIfAbsent(tensor, t -> new ArrayList<>());
    rows.getOrDefault(tensor, List.of()).forEach(own -> all.add(own.whole(tf)));
    rows.remove(tensor);
    if (all.size() > 1) {
      Cotangent sum = Cotangent.sum(tf, all);
      all.clear();
      all.add(sum);
    }
    return all.isEmpty() ? null : all.get(0);
  }

  /** What has come to a tensor, where that is nothing but each task's own row; null otherwise. */
  @Nullable OwnRows rowsAt(Output<?> tensor) {
    List<OwnRows> own = rows.getOrDefault(tensor, List.of());
    boolean alone = sums.getOrDefault(tensor, List.of()).isEmpty();
    return alone && own.size() == 1 ? own.get(0) : null;
  }

  /** Whether nothing has come to any of these. */
  boolean isEmptyAt(List<Output<?>> tensors) {
    return tensors.stream()
        .allMatch(
            t ->
                sums.getOrDefault(t, List.of()).isEmpty()
                    && rows.getOrDefault(t, List.of()).isEmpty());
  }
}
