package dev.espalier.training.data;

import java.util.Locale;

/**
 * How much of a feature's table pretrained rows cover.
 *
 * @param feature name of the feature
 * @param categories words or ids that the feature knows
 * @param found how many of them were given a row
 * @param given rows that were given
 */
public record PretrainedCoverage(String feature, int categories, int found, int given) {

  /** The coverage in words. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%s: %,d of %,d categories have a pretrained row, of %,d given",
        feature,
        found,
        categories,
        given);
  }
}
