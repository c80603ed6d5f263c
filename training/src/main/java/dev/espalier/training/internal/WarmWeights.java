package dev.espalier.training.internal;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.FrozenModel;
import dev.espalier.training.TrainingListener;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights of another model.
 *
 * @param from the model
 */
public record WarmWeights(FrozenModel from) implements Beginning {

  @Override
  public void require(Plan plan) {
    KeptFeatures.check(from.plan(), plan);
  }

  @Override
  public FittedFeatures keep(Topology topology, FittedFeatures fresh) {
    return new KeptFeatures(from.plan().topology(), from.fitted()).in(topology, fresh);
  }

  @Override
  public void fill(
      Plan plan, FittedFeatures features, TrainingSession into, TrainingListener told) {
    Map<String, float[]> weights = new LinkedHashMap<>(into.parameters());
    told.onWarmStart(new KeptWeights(from, plan, features).into(weights));
    into.assign(weights);
  }
}
