package dev.espalier.training.internal;

import dev.espalier.training.AdaDelta;
import dev.espalier.training.AdaGrad;
import dev.espalier.training.Adam;
import dev.espalier.training.AdamW;
import dev.espalier.training.Ftrl;
import dev.espalier.training.GradientStep.Update;
import dev.espalier.training.Lion;
import dev.espalier.training.Momentum;
import dev.espalier.training.Nadam;
import dev.espalier.training.PerBlock;
import dev.espalier.training.RmsProp;

/** One number under an update, in double precision, written from the formulas of the values. */
final class ReferenceUpdate {
  private final Update update;
  private final double factor;
  private double weight;
  private double first;
  private double second;

  private ReferenceUpdate(Update update, double factor, double weight) {
    this.update = update;
    this.factor = factor;
    this.weight = weight;
    this.first =
        update instanceof AdaGrad adaGrad
            ? adaGrad.start()
            : update instanceof Ftrl ftrl ? ftrl.start() : 0;
  }

  /** A number of the parameter of this name. */
  static ReferenceUpdate of(Update update, String name, double weight) {
    return update instanceof PerBlock blocks
        ? new ReferenceUpdate(blocks.update(), blocks.factor(name), weight)
        : new ReferenceUpdate(update, 1, weight);
  }

  double weight() {
    return weight;
  }

  void step(int done, double g) {
    double rate = factor * update.learningRate().at(done);
    if (update instanceof Adam adam) {
      double b1 = adam.beta1();
      double b2 = adam.beta2();
      remember(b1, b2, g);
      double size = rate * Math.sqrt(1 - Math.pow(b2, done + 1)) / (1 - Math.pow(b1, done + 1));
      weight -= size * first / (Math.sqrt(second) + adam.epsilon());
    } else if (update instanceof Momentum momentum) {
      first = momentum.momentum() * first + g;
      weight -= rate * (momentum.lookAhead() ? g + momentum.momentum() * first : first);
    } else if (update instanceof AdaGrad) {
      first += g * g;
      weight -= rate * g / Math.sqrt(first);
    } else if (update instanceof RmsProp rms) {
      first = rms.decay() * first + (1 - rms.decay()) * g * g;
      second = rms.momentum() * second + rate * g / Math.sqrt(first + rms.epsilon());
      weight -= second;
    } else if (update instanceof AdamW adamW) {
      weight -= rate * adamW.decay() * weight;
      remember(adamW.beta1(), adamW.beta2(), g);
      weight -=
          rate
              * (Math.sqrt(1 - Math.pow(adamW.beta2(), done + 1))
                  / (1 - Math.pow(adamW.beta1(), done + 1)))
              * first
              / (Math.sqrt(second) + adamW.epsilon());
    } else if (update instanceof Nadam nadam) {
      double b1 = nadam.beta1();
      remember(b1, nadam.beta2(), g);
      double ahead =
          b1 * first / (1 - Math.pow(b1, done + 2)) + (1 - b1) * g / (1 - Math.pow(b1, done + 1));
      double root = Math.sqrt(second / (1 - Math.pow(nadam.beta2(), done + 1)));
      weight -= rate * ahead / (root + nadam.epsilon());
    } else if (update instanceof AdaDelta delta) {
      first = delta.decay() * first + (1 - delta.decay()) * g * g;
      double move = g * Math.sqrt(second + delta.epsilon()) / Math.sqrt(first + delta.epsilon());
      second = delta.decay() * second + (1 - delta.decay()) * move * move;
      weight -= rate * move;
    } else if (update instanceof Ftrl ftrl) {
      double before = first;
      first += g * g;
      second += g - (Math.sqrt(first) - Math.sqrt(before)) / rate * weight;
      weight =
          Math.abs(second) <= ftrl.l1()
              ? 0
              : (Math.signum(second) * ftrl.l1() - second)
                  / (Math.sqrt(first) / rate + 2 * ftrl.l2());
    } else if (update instanceof Lion lion) {
      double along = Math.signum(lion.beta1() * first + (1 - lion.beta1()) * g);
      weight -= rate * (along + lion.decay() * weight);
      first = lion.beta2() * first + (1 - lion.beta2()) * g;
    } else {
      weight -= rate * g;
    }
  }

  private void remember(double beta1, double beta2, double g) {
    first = beta1 * first + (1 - beta1) * g;
    second = beta2 * second + (1 - beta2) * g * g;
  }
}
