package dev.espalier.dsl.plan;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Positioned;
import dev.espalier.dsl.Stream;
import java.util.List;

/**
 * Each stream beside the last state of a gated recurrent unit of its own; the columns of all three
 * are those of the update gate, the reset gate and the candidate.
 *
 * @param feature what the units read, position by position
 * @param units width of a state
 * @param kernel a matrix [depth, 3 units] per stream
 * @param recurrent a matrix [units, 3 units] per stream
 * @param bias an offset [3 units] per stream
 */
public record GruStep(
    String path,
    Block block,
    List<Stream> in,
    List<Stream> out,
    Positioned feature,
    int units,
    Bank kernel,
    Bank recurrent,
    Bank bias)
    implements Step {

  @Override
  public List<Bank> banks() {
    return List.of(kernel, recurrent, bias);
  }

  @Override
  public long multiplyAdds() {
    long position = Plan.plus(kernel.members().get(0).size(), recurrent.members().get(0).size());
    return Plan.times(Plan.times(position, feature.positions()), in.size());
  }
}
