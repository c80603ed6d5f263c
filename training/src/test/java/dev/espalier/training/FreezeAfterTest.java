package dev.espalier.training;

import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Routing.topK;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.adamW;
import static dev.espalier.training.GradientSteps.ftrl;
import static dev.espalier.training.GradientSteps.momentum;
import static dev.espalier.training.GradientSteps.pcGrad;
import static dev.espalier.training.GradientSteps.perBlock;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Layers;
import dev.espalier.dsl.SparseMoe.Gates;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.graph.Lowering;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Numbers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Routers that stay as they are after some steps, whatever the optimiser remembers. */
class FreezeAfterTest {
  private static final int STEPS = 3;
  private static final Examples TRAINING = examples(1);
  private static final Examples VALIDATION = examples(2);

  static Stream<Arguments> updates() {
    return Stream.of(
            adam(1e-2f),
            adamW(1e-2f),
            momentum(1e-2f),
            ftrl(1e-1f),
            perBlock(adam(1e-2f)).rate("shared0/sparseMoe/click", .5f))
        .flatMap(
            update ->
                Stream.of(Lowering.SEPARATE, Lowering.BATCHED)
                    .map(lowering -> Arguments.of(update, lowering)));
  }

  @ParameterizedTest
  @MethodSource("updates")
  void onlyTheRouterStays(GradientStep.Update update, Lowering lowering) {
    Map<String, float[]> first = after(STEPS, update, lowering);
    Map<String, float[]> later = after(3 * STEPS, update, lowering);
    assertThat(first.keySet()).filteredOn(FreezeAfterTest::isRouting).hasSize(4);
    first.forEach(
        (name, values) -> {
          if (isRouting(name)) {
            assertThat(later.get(name)).as(name).isEqualTo(values);
          } else {
            assertThat(later.get(name)).as(name).isNotEqualTo(values);
          }
        });
    Map<String, float[]> start = after(1, update, lowering);
    first.forEach((name, values) -> assertThat(start.get(name)).as(name).isNotEqualTo(values));
  }

  private static boolean isRouting(String name) {
    return name.contains("/gate/") && name.endsWith("kernel");
  }

  private static Map<String, float[]> after(
      int steps, GradientStep.Update update, Lowering lowering) {
    Topology topology =
        Topology.builder("t")
            .inputs(numeric("x", 4).raw())
            .shared(
                sparseMoe(3, 6)
                    .router(topK(2).hidden(Layers.of(5).l2(1e-3f)))
                    .gates(Gates.PER_TASK)
                    .freezeAfter(STEPS))
            .task(regression("click"))
            .task(regression("dwell"))
            .build();
    try (Model model = Model.compile(topology)) {
      model.fit(
          TRAINING,
          VALIDATION,
          SmallRun.settings()
              .batchSize(32)
              .gradients(pcGrad(), update)
              .lowering(lowering)
              .steps(steps)
              .build());
      Map<String, float[]> values = new LinkedHashMap<>();
      model.plan().parameters().stream()
          .filter(Parameter::isTrained)
          .map(Parameter::name)
          .filter(name -> name.endsWith("kernel"))
          .forEach(name -> values.put(name, model.frozen().parameter(name)));
      return values;
    }
  }

  private static Examples examples(long seed) {
    Random random = new Random(seed);
    int count = 96;
    float[] x = new float[4 * count];
    float[] click = new float[count];
    float[] dwell = new float[count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < 4; j++) {
        x[4 * i + j] = (float) random.nextGaussian();
      }
      click[i] = x[4 * i] * x[4 * i + 1];
      dwell[i] = x[4 * i + 2] - x[4 * i + 3];
    }
    return Examples.of(
        Numbers.of("x", 4, x), Numbers.of("click", click), Numbers.of("dwell", dwell));
  }
}
