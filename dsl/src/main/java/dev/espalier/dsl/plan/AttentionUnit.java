package dev.espalier.dsl.plan;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Positioned;
import java.util.ArrayList;
import java.util.List;

/**
 * The network that says how much each position of a feature has to do with another feature.
 *
 * @param feature whose positions it weighs
 * @param target what they are compared with
 * @param hidden one network on a position beside the target, their difference and their product
 * @param head its output layer: linear
 */
public record AttentionUnit(Positioned feature, Feature target, Networks hidden, LayerPlan head) {

  /** Its banks, layer by layer. */
  public List<Bank> banks() {
    List<Bank> banks = new ArrayList<>(hidden.banks());
    banks.addAll(head.banks());
    return banks;
  }

  /** Multiply-adds for one example. */
  public long multiplyAdds() {
    return Plan.times(Plan.plus(hidden.multiplyAdds(), head.inputs()), feature.positions());
  }
}
