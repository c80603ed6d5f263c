package dev.espalier.dsl;

/**
 * Settings of the hard-concrete codes that open and close connections (Louizos et al. 2018,
 * equations 10 to 12; used by SNR, Ma et al. 2019).
 *
 * <p>In training z = min(1, max(0, s (zeta - gamma) + gamma)) with s = sigmoid((ln u - ln(1 - u) +
 * log alpha) / beta) and u uniform on (0, 1), fresh each step. In evaluation and serving s =
 * sigmoid(log alpha). The loss gains lambda times the expected number of open codes.
 *
 * @param beta temperature, 1e-6 or more; default 2/3
 * @param gamma lower stretch limit, negative; default -0.1
 * @param zeta upper stretch limit, above 1; default 1.1
 * @param initialLogAlpha log alpha before training; default 0
 * @param lambda weight of the L0 penalty, not negative; default 0
 */
public record HardConcrete(
    float beta, float gamma, float zeta, float initialLogAlpha, float lambda) {

  /** The defaults: beta 2/3, gamma -0.1, zeta 1.1, initial log alpha 0, lambda 0. */
  public static HardConcrete defaults() {
    return new HardConcrete(2f / 3f, -0.1f, 1.1f, 0f, 0f);
  }

  /** The same codes with this temperature. */
  public HardConcrete beta(float beta) {
    return new HardConcrete(beta, gamma, zeta, initialLogAlpha, lambda);
  }

  /** The same codes stretched to these limits. */
  public HardConcrete stretch(float gamma, float zeta) {
    return new HardConcrete(beta, gamma, zeta, initialLogAlpha, lambda);
  }

  /** The same codes started at this log alpha. */
  public HardConcrete initialLogAlpha(float initialLogAlpha) {
    return new HardConcrete(beta, gamma, zeta, initialLogAlpha, lambda);
  }

  /** The same codes with this weight of the L0 penalty. */
  public HardConcrete lambda(float lambda) {
    return new HardConcrete(beta, gamma, zeta, initialLogAlpha, lambda);
  }

  /** The code that serving uses for this log alpha: 0 is closed, 1 is fully open. */
  public float frozen(float logAlpha) {
    double s = 1 / (1 + Math.exp(-(double) logAlpha));
    return (float) Math.min(1, Math.max(0, s * ((double) zeta - gamma) + gamma));
  }
}
