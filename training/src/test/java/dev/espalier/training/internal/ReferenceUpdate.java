package dev.espalier.training.internal;

import dev.espalier.training.AdaGrad;
import dev.espalier.training.Adam;
import dev.espalier.training.GradientStep.Update;
import dev.espalier.training.Momentum;
import dev.espalier.training.RmsProp;

/** One number under an update, in double precision, written from the formulas of the values. */
final class ReferenceUpdate {
  private final Update update;
  private double weight;
  private double first;
  private double second;

  ReferenceUpdate(Update update, double weight) {
    this.update = update;
    this.weight = weight;
    this.first = update instanceof AdaGrad adaGrad ? adaGrad.start() : 0;
  }

  double weight() {
    return weight;
  }

  void step(int done, double g) {
    double rate = update.learningRate().at(done);
    if (update instanceof Adam adam) {
      double b1 = adam.beta1();
      double b2 = adam.beta2();
      first = b1 * first + (1 - b1) * g;
      second = b2 * second + (1 - b2) * g * g;
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
    } else {
      weight -= rate * g;
    }
  }
}
