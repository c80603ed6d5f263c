package dev.espalier.dsl.plan;

import java.util.List;

/**
 * One array of numbers that the model holds.
 *
 * @param name unique in the plan and stable between versions, such as {@code
 *     shared0/experts/3/layer0/kernel}; the key in checkpoints
 * @param shape sizes of its axes
 * @param role what it does, and so how it is trained
 * @param initializer what it holds before training
 * @param owner whose losses reach it
 * @param l2 factor of its sum of squares in the loss; 0 for none
 */
public record Parameter(
    String name, List<Integer> shape, Role role, Initializer initializer, Owner owner, float l2) {

  /** What a parameter does. */
  public enum Role {
    /** Matrix of a layer, shape [in, out]. */
    KERNEL,
    /** Offset of a layer, shape [out]. */
    BIAS,
    /** Factor after a normalisation, shape [out]. */
    SCALE,
    /** Offset after a normalisation, shape [out]. */
    OFFSET,
    /** Moving mean of a batch normalisation, shape [out]; not trained. */
    MOVING_MEAN,
    /** Moving variance of a batch normalisation, shape [out]; not trained. */
    MOVING_VARIANCE,
    /** Rows of a categorical feature, shape [rows, dimension]; trained where gathered. */
    TABLE,
    /** Rows of a categorical feature that were given, shape [rows, dimension]; not trained. */
    FROZEN_TABLE,
    /**
     * Log alpha of hard-concrete codes, shape [outputs, inputs], or [inputs] of one output, or that
     * of a matrix with a code per entry.
     */
    LOG_ALPHA
  }

  /** Copies the shape. */
  public Parameter {
    shape = List.copyOf(shape);
  }

  /** Number of entries, at most {@link Long#MAX_VALUE}. */
  public long size() {
    long size = 1;
    for (int n : shape) {
      size = Plan.times(size, n);
    }
    return size;
  }

  /** Whether an optimiser updates it. */
  public boolean isTrained() {
    return role != Role.MOVING_MEAN && role != Role.MOVING_VARIANCE && role != Role.FROZEN_TABLE;
  }

  /** Whether more than one task can own it. */
  public boolean isShared() {
    return owner instanceof Owner.Shared;
  }

  /** The same parameter, owned as a shared one, be it by a single task. */
  Parameter asShared() {
    return owner instanceof Owner.OfTask one
        ? new Parameter(name, shape, role, initializer, new Owner.Shared(List.of(one.task())), l2)
        : this;
  }
}
