package dev.espalier.training.internal;

import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.Codes;
import dev.espalier.training.ModelState;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a session's variables hold now. */
record SessionState(Plan plan, TrainingSession session, Map<String, float[][]> gates)
    implements ModelState {

  @Override
  public List<String> weights() {
    return plan.parameters().stream().map(Parameter::name).toList();
  }

  @Override
  public float[] weight(String name) {
    if (!weights().contains(name)) {
      throw new IllegalArgumentException(
          "\"%s\" is no weight of this model: %s".formatted(name, weights()));
    }
    return Objects.requireNonNull(session.parameters(List.of(name)).get(name));
  }

  @Override
  public List<Codes> codes() {
    return Codes.of(plan, this::weight);
  }
}
