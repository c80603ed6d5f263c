package dev.espalier.dsl.plan;

import dev.espalier.dsl.HardConcrete;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Coded connections from k streams to m: stream i out is the sum of z_ij W_ij u_j over the streams
 * in, without W where there are no matrices.
 *
 * @param settings of the codes
 * @param inputs number of streams in, k
 * @param width of each stream, in and out
 * @param names of the m streams out in checkpoints, such as {@code shared1/snr/0}
 * @param perWeight whether a code belongs to an entry of a matrix, not to a connection
 * @param logAlpha one member [m, k], or one member [k] per stream out; per weight one member
 *     [width, width] per connection, output by output
 * @param trans a matrix [width, width] per connection, output by output; null for kind Aver
 */
public record Connections(
    HardConcrete settings,
    int inputs,
    int width,
    List<String> names,
    boolean perWeight,
    Bank logAlpha,
    @Nullable Bank trans) {

  /** Copies the list. */
  public Connections {
    names = List.copyOf(names);
  }

  /** Number of streams out, m. */
  public int outputs() {
    return names.size();
  }

  /** Its banks, log alpha first. */
  public List<Bank> banks() {
    List<Bank> banks = new ArrayList<>(List.of(logAlpha));
    if (trans != null) {
      banks.add(trans);
    }
    return banks;
  }

  /** Multiply-adds for one example when every connection is open. */
  public long multiplyAdds() {
    long one = trans == null ? width : Plan.times(width, width);
    return Plan.times(one, Plan.times(inputs, outputs()));
  }
}
