package dev.espalier.training;

import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Routing.lsh;
import static dev.espalier.dsl.Routing.replicate;
import static dev.espalier.dsl.Routing.switchRouter;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.Router;
import dev.espalier.dsl.Topology;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A router that reads one number, always the same, sends all examples to one expert. */
class ExpertCollapseTest {

  @Test
  void isToldByBlockWithTheLoads() {
    List<ExpertCollapse> told = train(256, switchRouter());
    assertThat(told).hasSize(1);
    ExpertCollapse collapse = told.get(0);
    assertThat(collapse.path()).isEqualTo("topology.shared[0].sparseMoe");
    assertThat(collapse.experts()).hasSize(1);
    int starved = collapse.experts().get(0);
    assertThat(collapse.load().get(starved)).isZero();
    assertThat(collapse.load().get(1 - starved)).isEqualTo(1);
    assertThat(collapse.text())
        .startsWith(
            "topology.shared[0].sparseMoe: less than 10 % of the mean load for expert " + starved)
        .contains("(loads in %: ", "100.0", "importance()");
  }

  @Test
  void isNotToldOfTooFewExamples() {
    assertThat(train(128, switchRouter())).isEmpty();
  }

  @Test
  void isNotToldOfWhatDoesNotLearn() {
    assertThat(train(256, replicate(2))).isEmpty();
    assertThat(train(256, lsh(1))).isEmpty();
  }

  private static List<ExpertCollapse> train(int rows, Router router) {
    Topology topology =
        Topology.builder("routed")
            .inputs(numeric("x").raw())
            .shared(sparseMoe(2, 4).router(router).capacity(Capacity.defaults().training(2)))
            .task(regression("y"))
            .build();
    List<ExpertCollapse> told = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onCollapse(ExpertCollapse collapse) {
            told.add(collapse);
          }
        };
    try (Model model = Model.compile(topology)) {
      Examples examples = examples(rows);
      model.fit(examples, examples, SmallRun.settings().epochs(1).listener(listener).build());
    }
    return told;
  }

  private static Examples examples(int rows) {
    Random random = new Random(3);
    float[] x = new float[rows];
    Arrays.fill(x, 3);
    float[] y = new float[rows];
    for (int i = 0; i < rows; i++) {
      y[i] = random.nextFloat();
    }
    return Examples.of(Numbers.of("x", x), Numbers.of("y", y));
  }
}
