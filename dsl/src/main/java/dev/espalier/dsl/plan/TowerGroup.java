package dev.espalier.dsl.plan;

import dev.espalier.dsl.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tasks whose towers have one shape, so that they can be computed together.
 *
 * @param tasks the tasks
 * @param hidden their hidden layers; network i is of task i
 * @param head their output layer: linear, with bias
 * @param gaps of ordinal tasks what the gaps between their thresholds are the softplus of, [classes
 *     - 2]; null for others
 */
public record TowerGroup(List<Task> tasks, Networks hidden, LayerPlan head, @Nullable Bank gaps) {

  /** Copies the list. */
  public TowerGroup {
    tasks = List.copyOf(tasks);
  }

  /** Its banks, layer by layer. */
  public List<Bank> banks() {
    List<Bank> banks = new ArrayList<>(hidden.banks());
    banks.addAll(head.banks());
    if (gaps != null) {
      banks.add(gaps);
    }
    return banks;
  }

  /** Multiply-adds of all towers for one example. */
  public long multiplyAdds() {
    long head = Plan.times(Plan.times(this.head.inputs(), this.head.units()), tasks.size());
    return Plan.plus(hidden.multiplyAdds(), head);
  }
}
