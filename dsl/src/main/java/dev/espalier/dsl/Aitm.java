package dev.espalier.dsl;

import java.util.List;
import java.util.stream.Stream;

/**
 * Hands on what a task has learned to the task that can only follow it, along a chain such as
 * click, cart, buy: adaptive information transfer (AITM; Xi et al., "Modeling the Sequential
 * Dependence among Audience Multi-step Conversions with Multi-task Learning in Targeted Display
 * Advertising", KDD 2021). One stream per task to one stream per task, all of one width k.
 *
 * <p>With q_t the stream of the t-th task of the chain, z_1 = q_1, and p = g_t(z_(t-1)) comes out
 * of a network of the transfer, z_t = w_p h1(p) + w_q h1(q_t), where w is the softmax over u = p
 * and u = q_t of &lt;h2(u), h3(u)&gt; / sqrt(k). Each transfer has its own g and its own linear h1,
 * h2 and h3, with offsets. Tasks outside the chain keep their streams.
 *
 * <p>What can only follow is not likelier than what it follows: the loss gains {@code calibration}
 * times the mean over the batch of the sum over the chain of max(p_t - p_(t-1), 0), p being the
 * predicted probabilities. It is a penalty: no task owns it, gradient surgery adds its gradient as
 * it is, and it counts every example of a batch, masked or weighted as the labels may be, for it
 * needs none.
 *
 * @param chain names of at least two binary tasks, in the order in which one follows the other
 * @param transfer hidden layers of each g before its last one; default none. The last one is as
 *     wide as the streams; activation, dropout, l2 and normalisation are those of all its layers
 * @param calibration factor of the penalty, not negative; default 0.6
 */
public record Aitm(List<String> chain, Layers transfer, float calibration) implements Block {

  /** Factor of the penalty in the authors' experiments. */
  public static final float CALIBRATION = 0.6f;

  /** Copies the chain. */
  public Aitm {
    chain = List.copyOf(chain);
  }

  /** All layers of the network of a transfer between streams of this width. */
  public Layers transferTo(int width) {
    return new Layers(
        Stream.concat(transfer.units().stream(), Stream.of(width)).toList(),
        transfer.activation(),
        transfer.dropout(),
        transfer.l2(),
        transfer.normalization());
  }

  /** The same block with these hidden layers before the last one of each transfer. */
  public Aitm transfer(int... units) {
    return transfer(Layers.of(units));
  }

  /** The same block with these hidden layers before the last one of each transfer. */
  public Aitm transfer(Layers transfer) {
    return new Aitm(chain, transfer, calibration);
  }

  /** The same block with this factor of its penalty. */
  public Aitm calibration(float factor) {
    return new Aitm(chain, transfer, factor);
  }
}
