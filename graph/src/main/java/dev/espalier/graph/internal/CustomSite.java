package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.CustomStep;
import dev.espalier.graph.extension.BlockSite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Where a block from outside writes its ops in one pass. */
record CustomSite(
    Ops tf,
    CustomStep step,
    Phase phase,
    Map<String, Operand<TFloat32>> weights,
    Operand<TFloat32> whole,
    List<Operand<TFloat32>> penalties)
    implements BlockSite {

  /** The declared weights as they are read here, by name. */
  static Map<String, Operand<TFloat32>> weights(CustomStep step, WeightSource source) {
    Map<String, Operand<TFloat32>> weights = new LinkedHashMap<>();
    for (Map.Entry<String, Bank> weight : step.weights()) {
      weights.put(weight.getKey(), source.separate(weight.getValue()).get(0));
    }
    return weights;
  }

  /** The same site, writing with another builder. */
  CustomSite writing(Ops tf) {
    return new CustomSite(tf, step, phase, weights, whole, penalties);
  }

  @Override
  public boolean isTraining() {
    return phase.isTraining();
  }

  @Override
  public Operand<TFloat32> weight(String name) {
    Operand<TFloat32> weight = weights.get(name);
    if (weight == null) {
      throw new IllegalArgumentException(
          "%s: no weight \"%s\" was declared; those that were are %s."
              .formatted(step.path(), name, weights.keySet()));
    }
    return weight;
  }

  @Override
  public Operand<TFloat32> features() {
    if (!step.readsFeatures()) {
      throw new IllegalStateException(
          step.path()
              + ": the block does not say that it reads the features. Let readsFeatures()"
              + " give true.");
    }
    return whole;
  }

  @Override
  public Operand<TFloat32> uniform(String place, Operand<TFloat32> like) {
    return phase.uniform(tf, step.name() + "/" + place, like.shape());
  }

  @Override
  public void penalty(Operand<TFloat32> scalar) {
    if (phase.isTraining()) {
      penalties.add(scalar);
    }
  }
}
