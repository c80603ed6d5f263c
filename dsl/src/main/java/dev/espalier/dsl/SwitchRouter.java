package dev.espalier.dsl;

/**
 * Sends each example to the one expert of the largest logit, its weight a softmax over all (Fedus
 * et al. 2021, section 2.1). In training the router reads the example with each entry multiplied by
 * a number uniform around 1, so that it explores.
 *
 * @param hidden layers before the logits, for each gate its own; default none
 * @param jitter how far from 1 these numbers may be, in [0, 1); default 0.01
 */
public record SwitchRouter(Layers hidden, float jitter) implements Router {
  /** The jitter of the paper. */
  public static final float JITTER = 1e-2f;

  @Override
  public int k() {
    return 1;
  }

  @Override
  public Softmax softmax() {
    return Softmax.BEFORE;
  }

  @Override
  public String verb() {
    return "switchRouter";
  }

  /** The same router with hidden layers of these widths. */
  public SwitchRouter hidden(int... units) {
    return hidden(Layers.of(units));
  }

  /** The same router with these hidden layers. */
  public SwitchRouter hidden(Layers hidden) {
    return new SwitchRouter(hidden, jitter);
  }

  /** The same router with this jitter. */
  public SwitchRouter jitter(float jitter) {
    return new SwitchRouter(hidden, jitter);
  }
}
