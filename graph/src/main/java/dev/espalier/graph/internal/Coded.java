package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.DselectStep;
import dev.espalier.dsl.plan.Networks;
import dev.espalier.dsl.plan.SnrStep;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.dsl.plan.Step;
import dev.espalier.graph.Codes;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A step whose streams out are sums of streams in, or of experts, with frozen codes, and networks
 * after them.
 *
 * @param step the step
 * @param names of the streams out in checkpoints
 * @param trans a matrix per connection, output by output, or null for none
 * @param networks a network per stream out, perhaps of no layer
 */
record Coded(Step step, List<String> names, @Nullable Bank trans, Networks networks) {

  /** What is coded in this step, which has codes. */
  static Coded of(Step step) {
    if (step instanceof SnrStep snr) {
      return new Coded(step, snr.connections().names(), snr.connections().trans(), snr.networks());
    }
    if (step instanceof SparseStep sparse) {
      return new Coded(
          step,
          sparse.gates().layers().get(0).kernel().members().stream()
              .map(kernel -> kernel.name().replaceFirst("/gate/kernel$", ""))
              .toList(),
          null,
          new Networks(step.out().size(), sparse.experts().outputWidth(), List.of()));
    }
    DselectStep select = (DselectStep) step;
    return new Coded(
        step,
        select.codeBias().members().stream()
            .map(bias -> bias.name().replaceFirst("/codes/bias$", ""))
            .toList(),
        null,
        new Networks(step.out().size(), step.out().get(0).width(), List.of()));
  }

  /** The code of each entry of the matrix of this connection. */
  IntToDoubleFunction codes(Codes codes, FrozenValues values, int output, int input) {
    if (step instanceof SnrStep snr && snr.connections().perWeight()) {
      int at = output * snr.in().size() + input;
      float[] logAlpha = values.trained(snr.connections().logAlpha().members().get(at).name());
      return e -> snr.connections().settings().frozen(logAlpha[e]);
    }
    float code = codes.at(output, input);
    return e -> code;
  }
}
