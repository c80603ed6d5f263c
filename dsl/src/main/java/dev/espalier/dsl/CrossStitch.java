package dev.espalier.dsl;

import java.util.List;

/**
 * A network for each task that after each layer takes in what the others computed: cross-stitch
 * units (Misra et al. 2016, equation 1). Shared streams, read as their concatenation, or one stream
 * per task, to one stream per task.
 *
 * <p>After a layer task t goes on with sum_s a_ts h_s. The learned a_ts start at {@code own} for s
 * = t and share the rest evenly otherwise, so that each row sums to 1.
 *
 * @param layers hidden layers of each network, at least one; a unit follows each
 * @param own what a task takes of its own activations at first, in [0, 1]; default 0.9
 */
public record CrossStitch(Layers layers, float own) implements Block {

  /** What the paper starts with. */
  public static final float OWN = 0.9f;

  /** The same block whose tasks start with this share of their own activations. */
  public CrossStitch own(float own) {
    return new CrossStitch(layers, own);
  }

  @Override
  public boolean separates(List<Stream> in) {
    return true;
  }
}
