package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Scores.powerProduct;
import static dev.espalier.dsl.Scores.term;
import static dev.espalier.dsl.Scores.weightedSum;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.count;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Score;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Numbers made of what is predicted for several tasks. */
class ScoreTest {
  private static final Topology TOPOLOGY =
      Topology.builder("t")
          .inputs(numeric("x", 3))
          .shared(experts(2, 4), mmoe())
          .task(binary("click").tower(4))
          .task(count("visits").tower(4))
          .task(regression("dwell").tower(4))
          .score("rank", weightedSum(term("dwell", -0.3f), term("click", 2f)))
          .score("value", powerProduct(term("click", 2.5f), term("visits", 0.5f)))
          .build();

  @Test
  void followTheTasksInWhatIsPredicted() {
    try (Trial trial = Trial.of(TOPOLOGY, Lowering.BATCHED)) {
      Batch batch = trial.batch();
      List<float[]> predictions = trial.predictions(batch);
      assertThat(predictions).hasSize(5);
      for (int i = 0; i < batch.size(); i++) {
        double click = predictions.get(0)[i];
        double visits = predictions.get(1)[i];
        double dwell = predictions.get(2)[i];
        assertThat((double) predictions.get(3)[i]).isCloseTo(2 * click - 0.3 * dwell, within(1e-6));
        assertThat((double) predictions.get(4)[i])
            .isCloseTo(Math.pow(click, 2.5) * Math.sqrt(visits), within(1e-6));
      }
      assertThat(trial.graph.objective().losses()).hasSize(3);
    }
  }

  @Test
  void productsAreSafeAtTheEdges() {
    float tiny = Float.MIN_NORMAL;
    assertThat(product(0f, 0f, 0.5f, 1f)).isEqualTo(0.5f);
    assertThat(product(0f, 0f, 0f, 0f)).isEqualTo(1f);
    assertThat(product(0f, 2f, 1e13f, 100f)).isZero();
    assertThat(product(tiny, 1f, 1e13f, 1f)).isCloseTo(tiny * 1e13f, within(1e-30f));
    assertThat(product(tiny, 100f, 1f, 1f)).isZero();
    assertThat(product(1f, 1f, 1e13f, 100f)).isCloseTo((float) Math.exp(88), within(1e33f));
  }

  /** p^a r^b as the graph has it. */
  private static float product(float p, float a, float r, float b) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Score score = new Score("s", powerProduct(term("click", a), term("visits", b)));
      Map<Task, Operand<TFloat32>> predictions =
          Map.of(
              TOPOLOGY.task("click"), tf.constant(new float[] {p}),
              TOPOLOGY.task("visits"), tf.constant(new float[] {r}));
      Operand<TFloat32> output = new ScoreLowering(tf, TOPOLOGY).of(score, predictions);
      try (Session session = new Session(graph);
          var result = session.runner().fetch(output).run()) {
        return ((TFloat32) result.get(0)).getFloat(0);
      }
    }
  }
}
