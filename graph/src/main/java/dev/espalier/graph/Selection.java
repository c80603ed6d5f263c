package dev.espalier.graph;

import dev.espalier.dsl.DselectK;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.DselectStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the static selectors of {@code dselectK} have settled on. */
final class Selection {
  private final DselectStep step;
  private final Map<String, float[]> parameters;

  private Selection(DselectStep step, Map<String, float[]> parameters) {
    this.step = step;
    this.parameters = parameters;
  }

  /** The weight of each stream in for each task, given the entries of parameters by name. */
  static Codes of(DselectStep step, Map<String, float[]> parameters) {
    Selection selection = new Selection(step, parameters);
    List<List<Float>> rows = new ArrayList<>();
    for (int t = 0; t < step.out().size(); t++) {
      rows.add(selection.weights(t));
    }
    return new Codes(step.path(), rows);
  }

  private List<Float> weights(int task) {
    float[] z = of(step.codeBias(), task);
    double[] selectors = softmax(wide(of(step.weightBias(), task)));
    int streams = step.in().size();
    int digits = DselectK.digits(streams);
    List<Float> weights = new ArrayList<>();
    for (int j = 0; j < streams; j++) {
      double weight = 0;
      for (int i = 0; i < selectors.length; i++) {
        double share = selectors[i];
        for (int l = 0; l < digits; l++) {
          double s = step.block().smoothStep(z[i * digits + l]);
          share *= (j >> l & 1) == 1 ? s : 1 - s;
        }
        weight += share;
      }
      weights.add((float) weight);
    }
    return weights;
  }

  static double[] softmax(double[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    double[] shares = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      shares[i] = Math.exp(logits[i] - largest);
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  /** The same numbers, wider. */
  static double[] wide(float[] numbers) {
    double[] wide = new double[numbers.length];
    Arrays.setAll(wide, i -> numbers[i]);
    return wide;
  }

  private float[] of(Bank bank, int task) {
    return Objects.requireNonNull(parameters.get(bank.members().get(task).name()));
  }
}
