package dev.espalier.dsl.plan;

import dev.espalier.dsl.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * A task's shallow tower on the position at which an example was shown; it is there in training
 * only.
 *
 * @param task the task
 * @param table a learned row for each position, the last one for those that are unknown
 * @param hidden one network on such a row
 * @param head its output layer: linear, without offset
 */
public record PositionTower(Task task, Table table, Networks hidden, LayerPlan head) {

  /** Its banks, layer by layer. */
  public List<Bank> banks() {
    List<Bank> banks = new ArrayList<>(hidden.banks());
    banks.addAll(head.banks());
    return banks;
  }

  /** Its parameters, those of the table first. */
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>(List.of(table.rows()));
    banks().forEach(bank -> parameters.addAll(bank.members()));
    return parameters;
  }

  /** Multiply-adds for one example, the embedding not counted. */
  public long multiplyAdds() {
    return Plan.plus(hidden.multiplyAdds(), head.inputs());
  }
}
