package dev.espalier.training.internal;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.training.TrainingListener;
import dev.espalier.training.data.PretrainedTables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Weights as they were drawn.
 *
 * @param pretrained rows that were trained elsewhere
 */
public record DrawnWeights(PretrainedTables pretrained) implements Beginning {

  @Override
  public void require(Plan plan) {
    pretrained.requireAll(plan.topology());
  }

  @Override
  public FittedFeatures keep(Topology topology, FittedFeatures fresh) {
    return fresh;
  }

  @Override
  public void fill(
      Plan plan, FittedFeatures features, TrainingSession into, TrainingListener told) {
    Map<String, float[]> rows = new LinkedHashMap<>();
    for (Categorical feature : PretrainedTables.asked(plan.topology())) {
      String name = plan.table(feature).rows().name();
      float[] start = Objects.requireNonNull(into.parameters(List.of(name)).get(name));
      told.onPretrained(pretrained.fill(feature, features, start));
      rows.put(name, start);
    }
    if (!rows.isEmpty()) {
      into.assign(rows);
    }
  }
}
