package dev.espalier.dsl.plan;

import dev.espalier.dsl.Stream;
import dev.espalier.dsl.TensorFactorized;
import java.util.List;

/**
 * A layer of each task whose kernel is V (sum over c of S_tc G_c) U in Tucker's form. Task i reads
 * stream i, or the only one.
 *
 * @param inputs U, [width in, input rank]
 * @param core G, [task rank, input rank * output rank]
 * @param outputs V, [output rank, units]
 * @param tasks S, for each task a vector [task rank]
 * @param biases for each task a vector [units]
 */
public record FactorizedStep(
    String path,
    TensorFactorized block,
    List<Stream> in,
    List<Stream> out,
    Bank inputs,
    Bank core,
    Bank outputs,
    Bank tasks,
    Bank biases)
    implements Step {
  @Override
  public List<Bank> banks() {
    return List.of(inputs, core, outputs, tasks, biases);
  }

  @Override
  public long multiplyAdds() {
    TensorFactorized.Ranks ranks = block.ranks();
    long in = Plan.times(inputs.members().get(0).size(), this.in.size());
    long middle = Plan.times(ranks.inputs(), ranks.outputs());
    long out = outputs.members().get(0).size();
    return Plan.plus(in, Plan.times(Plan.plus(middle, out), this.out.size()));
  }
}
