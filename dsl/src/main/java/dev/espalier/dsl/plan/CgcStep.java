package dev.espalier.dsl.plan;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Cgc;
import dev.espalier.dsl.Stream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A level of customized gate control. The first level reads one shared stream, and its gates the
 * features; a level above reads a stream per task and then a shared one, and its gates the stream
 * of their task.
 *
 * @param in one shared stream, or a stream per group of own experts and a shared one
 * @param out a stream per gate, then a shared one where there is a shared gate
 * @param level how many experts there are
 * @param groups tasks that have own experts here
 * @param gated for each gate the group whose experts it weighs
 * @param own experts of the groups, group by group, or null for none
 * @param shared experts of all
 * @param gates for each gate a matrix [width it reads, own experts of a task + shared experts]
 * @param sharedGate a matrix [width it reads, all own experts + shared experts], or null
 */
public record CgcStep(
    String path,
    Block block,
    List<Stream> in,
    List<Stream> out,
    Cgc level,
    int groups,
    List<Integer> gated,
    @Nullable Networks own,
    Networks shared,
    Bank gates,
    @Nullable Bank sharedGate)
    implements Step {

  /** Copies the list. */
  public CgcStep {
    gated = List.copyOf(gated);
  }

  /** Whether the gates read the features. */
  public boolean isFirst() {
    return in.size() == 1;
  }

  @Override
  public boolean readsFeatures() {
    return isFirst();
  }

  @Override
  public List<Bank> banks() {
    List<Bank> banks = new ArrayList<>();
    if (own != null) {
      banks.addAll(own.banks());
    }
    banks.addAll(shared.banks());
    banks.add(gates);
    if (sharedGate != null) {
      banks.add(sharedGate);
    }
    return banks;
  }

  @Override
  public long multiplyAdds() {
    long experts = Plan.plus(own == null ? 0 : own.multiplyAdds(), shared.multiplyAdds());
    long gate = Plan.plus(gates.shape().get(0), shared.outputWidth());
    long weighed = Plan.times(gates.shape().get(1), gated.size());
    if (sharedGate != null) {
      weighed = Plan.plus(weighed, sharedGate.shape().get(1));
    }
    return Plan.plus(experts, Plan.times(gate, weighed));
  }
}
