package dev.espalier.training.internal;

import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.clipByGlobalNorm;
import static dev.espalier.training.GradientSteps.equalWeights;
import static dev.espalier.training.GradientSteps.momentum;
import static dev.espalier.training.GradientSteps.pcGrad;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import dev.espalier.training.GradientChain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

class GuardTest {

  /** Where in the model the number that is not finite comes up. */
  enum Fault {
    /** A loss is infinite. */
    LOSS("loss of task1"),
    /** All losses are finite, a gradient by a shared weight is not: the root of zero. */
    SHARED("gradient of task1 by shared"),
    /** The same by a weight of one task. */
    OWN("gradient of task1 by own"),
    /** The same by the rows of a table. */
    TABLE("gradient of task1 by table"),
    /** The same in the penalty. */
    PENALTY("gradient of penalty by own");

    private final String culprit;

    Fault(String culprit) {
      this.culprit = culprit;
    }
  }

  /** Two tasks with a shared weight, an own one, a table, a penalty and a moving average. */
  private static final class Model implements AutoCloseable {
    final InGraph in;
    final Placeholder<TFloat32> poison;
    final Objective objective;
    final TrainingStep step;
    private final List<Operand<TFloat32>> parts = new ArrayList<>();

    Model(String executor, GradientChain chain, Fault fault) {
      in = new InGraph(executor);
      Ops tf = in.tf;
      poison = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
      Weight shared = in.weight("shared", true, Shape.of(3), 1, 2, 3);
      Weight own = in.weight("own", false, Shape.of(3), 4, 5, 6);
      Weight table =
          in.table(
              "table",
              Shape.of(4, 3),
              tf.constant(new int[] {2, 0}),
              1,
              2,
              3,
              4,
              5,
              6,
              7,
              8,
              9,
              1,
              2,
              3);
      Operand<TFloat32> first = squares(tf, tf.math.add(shared.leaf(), tf.constant(1f)));
      Operand<TFloat32> second =
          tf.math.addN(
              List.of(
                  squares(tf, tf.math.sub(shared.leaf(), own.leaf())),
                  squares(tf, table.leaf()),
                  broken(tf, fault, shared, own, table)));
      Operand<TFloat32> penalty = squares(tf, own.leaf());
      if (fault == Fault.PENALTY) {
        penalty = tf.math.add(penalty, root(tf, own.leaf()));
      }
      Operand<? extends TType> average = in.variable("average", Shape.scalar(), 9f);
      Function<Ops, Op> update = ops -> ops.assignAddVariableOp(average, tf.constant(1f));
      objective = in.objective(List.of(first, second), List.of(), penalty, List.of(update));
      step = new StepAssembly(chain, in.variables).step(objective);
      in.initialize();
    }

    private Operand<TFloat32> broken(Ops tf, Fault fault, Weight shared, Weight own, Weight table) {
      return switch (fault) {
        case LOSS -> tf.math.div(tf.constant(1f), poison);
        case SHARED -> root(tf, shared.leaf());
        case OWN -> root(tf, own.leaf());
        case TABLE -> root(tf, table.leaf());
        case PENALTY -> tf.constant(0f);
      };
    }

    /** Finite everywhere; its gradient is infinite or not a number where the poison is zero. */
    private Operand<TFloat32> root(Ops tf, Operand<TFloat32> leaf) {
      return tf.math.sqrt(tf.math.mul(squares(tf, leaf), poison));
    }

    private static Operand<TFloat32> squares(Ops tf, Operand<TFloat32> values) {
      return tf.nn.l2Loss(values);
    }

    void run(float fed) {
      try (TFloat32 value = TFloat32.scalarOf(fed)) {
        in.session().runner().feed(poison, value).addTarget(step.train()).run().close();
      }
    }

    /** Everything that a step changes. */
    List<float[]> state(int slots) {
      if (parts.isEmpty()) {
        List<String> names = new ArrayList<>(in.variables.names());
        assertThat(names).hasSize(5 + slots).contains("training/step");
        names.remove("training/step");
        parts.addAll(in.variables.parts(names).values());
      }
      List<float[]> state = in.floats(parts);
      state.add(new float[] {in.steps()});
      return state;
    }

    @Override
    public void close() {
      in.close();
    }
  }

  static List<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (String executor : List.of(InGraph.SINGLE_THREADED, InGraph.DEFAULT)) {
      for (Fault fault : Fault.values()) {
        cases.add(Arguments.of(executor, fault, GradientChain.of(pcGrad(), adam(0.1f)), 6));
        cases.add(
            Arguments.of(
                executor,
                fault,
                GradientChain.of(equalWeights(), clipByGlobalNorm(1f), momentum(0.1f)),
                3));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aStepThatIsNotFiniteChangesNothing(
      String executor, Fault fault, GradientChain chain, int slots) {
    try (Model model = new Model(executor, chain, fault)) {
      model.run(1f);
      List<float[]> before = model.state(slots);

      for (int attempt = 0; attempt < 5; attempt++) {
        assertThatThrownBy(() -> model.run(0f))
            .isInstanceOfSatisfying(
                RuntimeException.class, e -> assertThat(TrainingStep.isNotFinite(e)).isTrue());
      }
      assertThat(model.state(slots)).usingRecursiveComparison().isEqualTo(before);

      model.run(1f);
      List<float[]> after = model.state(slots);
      for (int i = 0; i < before.size(); i++) {
        assertThat(after.get(i)).as("variable %s goes on", i).isNotEqualTo(before.get(i));
      }
      assertThat(model.in.steps()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theDiagnosisNamesWhatIsNotFinite(
      String executor, Fault fault, GradientChain chain, int slots) {
    try (Model model = new Model(executor, chain, fault)) {
      model.run(1f);
      Diagnosis diagnosis = Diagnosis.of(model.objective);
      assertThat(culprits(model, diagnosis, 0f)).containsExactly(fault.culprit);
      assertThat(culprits(model, diagnosis, 1f)).isEmpty();
      assertThat(model.state(slots)).isNotEmpty();
    }
  }

  private static List<String> culprits(Model model, Diagnosis diagnosis, float fed) {
    try (TFloat32 value = TFloat32.scalarOf(fed);
        Result result =
            model
                .in
                .session()
                .runner()
                .feed(model.poison, value)
                .fetch(diagnosis.losses())
                .fetch(diagnosis.gradients())
                .run()) {
      return diagnosis.culprits((TBool) result.get(0), (TBool) result.get(1));
    }
  }

  @Test
  void otherFailuresAreTheirOwn() {
    assertThat(TrainingStep.isNotFinite(new IllegalStateException("No such file"))).isFalse();
  }
}
