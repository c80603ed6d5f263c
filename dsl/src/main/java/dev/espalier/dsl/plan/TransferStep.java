package dev.espalier.dsl.plan;

import dev.espalier.dsl.Aitm;
import dev.espalier.dsl.Stream;
import java.util.ArrayList;
import java.util.List;

/**
 * What one task learns handed on to another: its stream takes in that of the other, by attention to
 * both; all other streams pass as they are.
 *
 * @param passed for each stream out the stream in that it comes from
 * @param from place among the streams in of the one that is handed on
 * @param to place among the streams out of the one that takes it in
 * @param transfer one network on the stream that is handed on, as wide as the streams
 * @param attention three linear layers side by side: values, keys and queries
 */
public record TransferStep(
    String path,
    Aitm block,
    List<Stream> in,
    List<Stream> out,
    List<Integer> passed,
    int from,
    int to,
    Networks transfer,
    Networks attention)
    implements Step {

  /** Copies the list. */
  public TransferStep {
    passed = List.copyOf(passed);
  }

  @Override
  public List<Bank> banks() {
    List<Bank> banks = new ArrayList<>(transfer.banks());
    banks.addAll(attention.banks());
    return banks;
  }

  @Override
  public long multiplyAdds() {
    // Values, keys and queries of two streams, then two products of a key and a query.
    long both = Plan.times(2, Plan.plus(attention.multiplyAdds(), in.get(0).width()));
    return Plan.plus(transfer.multiplyAdds(), both);
  }
}
