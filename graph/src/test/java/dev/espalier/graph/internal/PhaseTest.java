package dev.espalier.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class PhaseTest {
  private static final Shape MANY = Shape.of(1 << 18);

  @Test
  void drawsOddMultiplesOfTheSmallestStepSoNeverAnEnd() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      for (float u : fetch(graph, Phase.training(1, tf.constant(0L)).uniform(tf, "a", MANY))) {
        int k = (int) (u * 0x1p24f);
        assertThat(k * 0x1p-24f).isEqualTo(u);
        assertThat(k % 2).isEqualTo(1);
        assertThat(k).isBetween(1, (1 << 24) - 1);
      }
    }
  }

  @Test
  void drawsDependOnSeedStepAndPlaceAndOnNothingElse() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      float[] first = fetch(graph, Phase.training(1, tf.constant(7L)).uniform(tf, "a", MANY));
      assertThat(fetch(graph, Phase.training(1, tf.constant(7L)).uniform(tf, "a", MANY)))
          .isEqualTo(first);
      assertThat(shared(first, fetch(graph, draw(tf, 2, 7, "a")))).isLessThan(5);
      assertThat(shared(first, fetch(graph, draw(tf, 1, 8, "a")))).isLessThan(5);
      assertThat(shared(first, fetch(graph, draw(tf, 1, 7, "b")))).isLessThan(5);
    }
  }

  @Test
  void microBatchesDrawApartButForWhatIsTheStepsOwn() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      float[] first = fetch(graph, part(tf, 4).uniform(tf, "a", MANY));
      assertThat(fetch(graph, part(tf, 4).uniform(tf, "a", MANY))).isEqualTo(first);
      assertThat(shared(first, fetch(graph, part(tf, 5).uniform(tf, "a", MANY)))).isLessThan(5);
      assertThat(fetch(graph, part(tf, 4).ofStep().uniform(tf, "a", MANY)))
          .isEqualTo(fetch(graph, part(tf, 5).ofStep().uniform(tf, "a", MANY)))
          .isEqualTo(fetch(graph, draw(tf, 1, 7, "a")));
    }
  }

  private static Phase part(Ops tf, long part) {
    return Phase.training(1, tf.constant(7L), tf.constant(part));
  }

  @Test
  void keysStayOnTheProcessor() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      var counter = new Variables(tf, 1).createCounter("steps");
      Operand<TInt64> step = tf.readVariableOp(counter, TInt64.class);
      Operand<TFloat32> draw = Phase.training(1, step).uniform(tf, "a", MANY);
      for (GraphOperation op : Ancestors.of(List.of(draw))) {
        boolean ofKey = Set.of("Pack", "VarHandleOp").contains(op.type());
        assertThat(op.device()).as(op.type()).contains(ofKey ? "CPU:0" : "");
      }
    }
  }

  @Test
  void evaluationDrawsNothing() {
    try (Graph graph = new Graph()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> Phase.evaluation().uniform(Ops.create(graph), "a", MANY));
    }
  }

  private static Operand<TFloat32> draw(Ops tf, long seed, long step, String place) {
    return Phase.training(seed, tf.constant(step)).uniform(tf, place, MANY);
  }

  /** How many places hold the same draw; 1/32 is expected of independent ones. */
  private static int shared(float[] a, float[] b) {
    int same = 0;
    for (int i = 0; i < a.length; i++) {
      same += a[i] == b[i] ? 1 : 0;
    }
    return same;
  }

  private static float[] fetch(Graph graph, Operand<TFloat32> operand) {
    try (Session session = new Session(graph);
        var result = session.runner().fetch(operand).run()) {
      float[] values = new float[(int) result.get(0).size()];
      result.get(0).asRawTensor().data().asFloats().read(values);
      return values;
    }
  }
}
