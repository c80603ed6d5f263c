package dev.espalier.dsl.plan;

import dev.espalier.dsl.DselectK;
import dev.espalier.dsl.Stream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DSelect-k: a weighing of all streams in for each stream out. Each bank has a member per stream
 * out; m is the number of binary digits of a stream's number.
 *
 * @param inputWidth width of the features
 * @param codeKernel from the features to the activations z, [inputWidth, k m]; null when static
 * @param codeBias z without features, [k m], selector by selector
 * @param weightKernel from the features to the logits a, [inputWidth, k]; null when static
 * @param weightBias a without features, [k]
 */
public record DselectStep(
    String path,
    DselectK block,
    List<Stream> in,
    List<Stream> out,
    int inputWidth,
    @Nullable Bank codeKernel,
    Bank codeBias,
    @Nullable Bank weightKernel,
    Bank weightBias)
    implements Step {
  @Override
  public List<Bank> banks() {
    List<Bank> banks = new ArrayList<>();
    for (Bank bank : new @Nullable Bank[] {codeKernel, codeBias, weightKernel, weightBias}) {
      if (bank != null) {
        banks.add(bank);
      }
    }
    return banks;
  }

  @Override
  public boolean readsFeatures() {
    return codeKernel != null;
  }

  @Override
  public long multiplyAdds() {
    long one = Plan.times(in.size(), in.get(0).width());
    if (codeKernel != null) {
      long selectors = Plan.times(block.k(), DselectK.digits(in.size()) + 1L);
      one = Plan.plus(one, Plan.times(selectors, Plan.plus(inputWidth, in.size())));
    }
    return Plan.times(one, out.size());
  }
}
