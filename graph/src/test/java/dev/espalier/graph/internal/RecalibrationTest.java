package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.aitm;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.product;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Probabilities of data whose negatives were down-sampled, brought back to all data. */
class RecalibrationTest {
  private static final Task CLICK = binary("click").tower(4);
  private static final Task LIKE = binary("like").tower(4);

  private static Topology topology(Task click, Task like) {
    return Topology.builder("t")
        .inputs(numeric("x", 3))
        .shared(experts(2, 4), mmoe(), aitm("like", "click"))
        .task(click)
        .task(regression("dwell").tower(4))
        .task(like)
        .task(product("both", "click", "like"))
        .build();
  }

  @ParameterizedTest
  @EnumSource(Lowering.class)
  void isOfWhatIsPredictedAndNotOfTheLoss(Lowering lowering) {
    float w = 0.02f;
    float v = 0.5f;
    try (Trial plain = Trial.of(topology(CLICK, LIKE), lowering);
        Trial sampled =
            Trial.of(topology(CLICK.keptNegatives(w), LIKE.keptNegatives(v)), lowering)) {
      Batch batch = plain.batch();
      assertThat(sampled.losses(batch)).containsExactly(plain.losses(batch));
      List<float[]> p = plain.predictions(batch);
      List<float[]> q = sampled.predictions(batch);
      double penalty = 0;
      for (int i = 0; i < batch.size(); i++) {
        double click = recalibrated(p.get(0)[i], w);
        double like = recalibrated(p.get(2)[i], v);
        assertThat((double) q.get(0)[i]).isCloseTo(click, within(1e-6));
        assertThat((double) q.get(2)[i]).isCloseTo(like, within(1e-6));
        assertThat((double) q.get(3)[i]).isCloseTo(click * like, within(1e-6));
        penalty += 0.6 * Math.max(0, click - like) / batch.size();
      }
      assertThat(q.get(1)).containsExactly(p.get(1));
      // A chain pays for what is predicted.
      float[] paid =
          sampled.run(List.of(sampled.graph.objective().penalty()), batch, Map.of()).get(0);
      assertThat((double) paid[0]).isCloseTo(penalty, within(1e-6));
    }
  }

  private static double recalibrated(double p, double w) {
    return p / (p + (1 - p) / w);
  }
}
