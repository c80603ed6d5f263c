package dev.espalier.dsl;

import java.util.ArrayList;
import java.util.List;

/**
 * A number, or a vector of numbers, per example (float32). Each component is transformed, then
 * scaled by what the training part says of the transformed values. A missing number takes the place
 * of the middle: 0 after standardisation (the mean), a half after quantiles (the median), 0 of a
 * raw feature.
 *
 * @param name column in the data; a feature of several components reads the columns {@code name_0 …
 *     name_(n-1)} of a table
 * @param components numbers per example; default 1
 * @param transforms what is done to each number first, in this order; default nothing
 * @param scaling how numbers are brought to one scale; default {@link Scaling#STANDARDIZED}
 * @param missing whether the network is told of missing numbers; default {@link Missing#FILLED}
 */
public record Numeric(
    String name, int components, List<Transform> transforms, Scaling scaling, Missing missing)
    implements Feature {

  /** Copies the transforms. */
  public Numeric {
    transforms = List.copyOf(transforms);
  }

  /** A function of one number, fixed before training. */
  public sealed interface Transform permits Log, Clip {

    /** The transformed number; not a number stays not a number. */
    float apply(float x);
  }

  /**
   * sign(x) ln(1 + |x|): the logarithm for amounts and counts that may be 0 or negative. Computed
   * in float64 and rounded once.
   */
  public record Log() implements Transform {
    @Override
    public float apply(float x) {
      return (float) Math.copySign(Math.log1p(Math.abs((double) x)), x);
    }
  }

  /**
   * What is below {@code low} becomes {@code low}, what is above {@code high} becomes {@code high}.
   *
   * @param low finite, below high
   * @param high finite
   */
  public record Clip(float low, float high) implements Transform {
    @Override
    public float apply(float x) {
      return Math.min(Math.max(x, low), high);
    }
  }

  /** How numbers are brought to one scale. */
  public sealed interface Scaling permits Standardized, Raw, Quantiles {
    /** Minus the mean, over the standard deviation, both of the training part. */
    Scaling STANDARDIZED = new Standardized();

    /** Nothing. */
    Scaling RAW = new Raw();
  }

  /** Minus the mean, over the standard deviation, both of the training part. */
  public record Standardized() implements Scaling {}

  /** Nothing. */
  public record Raw() implements Scaling {}

  /**
   * The share of the training part that is below, in [0, 1]: linear between this many quantiles, of
   * which the first is the least value and the last the greatest, and constant beyond them. A value
   * that several quantiles equal takes the middle of their shares, so that a column of one value is
   * a half everywhere.
   *
   * @param count number of quantiles, evenly spaced; at least 2
   */
  public record Quantiles(int count) implements Scaling {}

  /** What the network is told of missing numbers. */
  public enum Missing {
    /** Nothing: they take the place of the middle. */
    FILLED,
    /** So, too, and after the components comes a second number for each, 1 where it is missing. */
    INDICATED
  }

  @Override
  public Numeric numeric() {
    return this;
  }

  @Override
  public int width() {
    return missing == Missing.INDICATED ? 2 * components : components;
  }

  /** The same feature, not scaled. */
  public Numeric raw() {
    return with(transforms, Scaling.RAW, missing);
  }

  /** The same feature, scaled to [0, 1] by this many quantiles of the training part. */
  public Numeric quantiles(int count) {
    return with(transforms, new Quantiles(count), missing);
  }

  /** The same feature, then sign(x) ln(1 + |x|). */
  public Numeric log() {
    return then(new Log());
  }

  /** The same feature, then limited to [low, high]. */
  public Numeric clip(float low, float high) {
    return then(new Clip(low, high));
  }

  /** The same feature with a second number per component, 1 where the first is missing. */
  public Numeric indicated() {
    return with(transforms, scaling, Missing.INDICATED);
  }

  /** What the transforms, one after the other, make of a number. */
  public float transform(float x) {
    float transformed = x;
    for (Transform transform : transforms) {
      transformed = transform.apply(transformed);
    }
    return transformed;
  }

  private Numeric then(Transform transform) {
    List<Transform> more = new ArrayList<>(transforms);
    more.add(transform);
    return with(more, scaling, missing);
  }

  private Numeric with(List<Transform> transforms, Scaling scaling, Missing missing) {
    return new Numeric(name, components, transforms, scaling, missing);
  }
}
