package dev.espalier.training.report;

/** Colours for numbers in [-1, 1]: from red for -1 over white to blue for 1; grey for none. */
final class DivergingScale {
  private static final int[] NEGATIVE = {178, 24, 43};
  private static final int[] POSITIVE = {33, 102, 172};
  private static final int NONE = 0xdddddd;

  private DivergingScale() {}

  /** The colour as red, green and blue of 8 bits each. */
  static int rgb(double value) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    int[] end = value < 0 ? NEGATIVE : POSITIVE;
    double share = Math.min(1, Math.abs(value));
    int rgb = 0;
    for (int channel : end) {
      rgb = rgb << 8 | (int) Math.round(255 + share * (channel - 255));
    }
    return rgb;
  }

  /** Whether text on this colour is read better in white. */
  static boolean isDark(double value) {
    return Math.abs(value) > 0.6;
  }
}
