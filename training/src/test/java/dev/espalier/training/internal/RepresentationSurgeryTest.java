package dev.espalier.training.internal;

import static dev.espalier.dsl.Blocks.cgc;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.hierarchicalExperts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.omoe;
import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Blocks.singleTask;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Blocks.snrToTasks;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.training.GradientSteps.dbMtl;
import static dev.espalier.training.GradientSteps.equalWeights;
import static dev.espalier.training.GradientSteps.gradDrop;
import static dev.espalier.training.GradientSteps.pcGrad;
import static dev.espalier.training.GradientSteps.sgd;
import static dev.espalier.training.GradientSteps.sketchedGram;
import static dev.espalier.training.SurgeryScopes.representationLevel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.GeneratedTopologies;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.Weight;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientException;
import dev.espalier.training.GradientStep;
import dev.espalier.training.RandomExamples;
import dev.espalier.training.extension.CustomMerge;
import dev.espalier.training.extension.MergeSite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class RepresentationSurgeryTest {

  /** A sum whose Gram matrix is not read. */
  private record Ones() implements CustomMerge {
    @Override
    public Operand<TFloat32> weights(MergeSite site, Operand<TFloat32> gram) {
      float[] ones = new float[site.tasks()];
      Arrays.fill(ones, 1f);
      return site.tf().constant(ones);
    }
  }

  static List<GradientStep.Merge> merges() {
    List<GradientStep.Merge> merges = new ArrayList<>(List.of(pcGrad()));
    GramRulesTest.merges().forEach(merges::add);
    return merges;
  }

  /** With inputs X of which X Xᵀ = I the products of Xᵀ D by the tasks are those of D. */
  @ParameterizedTest
  @MethodSource("merges")
  void oneLinearLayerOfOrthonormalInputsIsExact(GradientStep.Merge merge) {
    List<float[]> exact = linear(merge);
    List<float[]> approximate = linear(representationLevel(merge));
    for (int i = 0; i < exact.size(); i++) {
      for (int p = 0; p < exact.get(i).length; p++) {
        float value = exact.get(i)[p];
        assertThat(approximate.get(i)[p]).isCloseTo(value, within(2e-4f * (1 + Math.abs(value))));
      }
    }
  }

  /** The products of the tasks and their weights, then what each weight is after a step. */
  private static List<float[]> linear(GradientStep.Merge merge) {
    int batch = 4;
    int tasks = 3;
    Random random = new Random(2);
    try (InGraph in = new InGraph()) {
      Ops tf = in.tf;
      float[] rows = new float[batch * 6];
      for (int i = 0; i < batch; i++) {
        // Pairs of columns (.6, .8), so that no two rows have anything in common.
        rows[i * 6 + i] = i < 2 ? 1 : .6f;
        rows[i * 6 + (i < 2 ? i : i + 2)] = i < 2 ? 1 : .8f;
      }
      Operand<TFloat32> x = tf.reshape(tf.constant(rows), tf.constant(new int[] {batch, 6}));
      Weight kernel = in.weight("shared0/kernel", true, Shape.of(6, 3), numbers(random, 18));
      Operand<TFloat32> shared = tf.linalg.matMul(x, kernel.leaf());
      List<Operand<TFloat32>> losses = new ArrayList<>();
      float[] pull = numbers(random, 3);
      for (int t = 0; t < tasks; t++) {
        float[] tower = numbers(random, 3);
        for (int p = 0; p < 3; p++) {
          tower[p] += t % 2 == 0 ? 2 * pull[p] : -2 * pull[p];
        }
        Weight own = in.weight("tasks/" + t, false, Shape.of(3, 1), tower);
        Operand<TFloat32> y = tf.linalg.matMul(tf.math.tanh(shared), own.leaf());
        losses.add(
            tf.math.mean(
                tf.math.squaredDifference(y, tf.constant(3f)), tf.constant(new int[] {0, 1})));
      }
      TrainingStep step =
          new StepAssembly(GradientChain.of(merge, sgd(1f)), in.variables)
              .step(in.objective(losses));
      in.initialize();
      List<float[]> values = new ArrayList<>(List.of(in.floats(step.surgery())));
      assertThat(values.get(0)[1]).as("without conflict this shows little").isNegative();
      in.run(step.train());
      in.weights.forEach(weight -> values.add(in.value(weight.handle())));
      return values;
    }
  }

  private static float[] numbers(Random random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void equalWeightsGiveThePlainGradient(int part) {
    for (int seed = part * 15; seed < (part + 1) * 15; seed++) {
      Topology topology = GeneratedTopologies.of(seed);
      try (MergeTrial trial =
          new MergeTrial(
              topology, RandomExamples.of(topology, 16, seed), Lowering.values()[seed % 3])) {
        assertSame(topology, trial, trial.merged(equalWeights()), trial.merged(ones()));
      }
    }
  }

  private static GradientStep.Merge ones() {
    return representationLevel(new Ones());
  }

  private static void assertSame(
      Topology topology, MergeTrial trial, Merged expected, Merged found) {
    List<String> names = names(expected);
    assertThat(names(found)).as("%s", topology).containsExactlyInAnyOrderElementsOf(names);
    List<Operand<TFloat32>> wanted = new ArrayList<>();
    expected.gradients().forEach(gradient -> wanted.add(gradient.value()));
    for (String name : names) {
      wanted.add(found.gradients().get(names(found).indexOf(name)).value());
    }
    List<float[]> values = trial.values(wanted);
    float size = 1e-2f;
    for (float[] gradient : values) {
      for (float value : gradient) {
        size = Math.max(size, Math.abs(value));
      }
    }
    for (int i = 0; i < names.size(); i++) {
      assertThat(values.get(names.size() + i))
          .as("%s of %s", names.get(i), topology)
          .containsExactly(values.get(i), within(1e-5f * size));
    }
  }

  private static List<String> names(Merged merged) {
    return merged.gradients().stream().map(gradient -> gradient.weight().name()).toList();
  }

  /** Whether there is a table, blocks, numbers of an example that tasks part at, if that is all. */
  static List<Arguments> models() {
    return List.of(
        Arguments.of(false, List.of(sharedBottom(7)), 7, true),
        Arguments.of(true, List.of(sharedBottom(7)), 7, true),
        Arguments.of(false, List.of(experts(3, 6), mmoe()), 18, true),
        Arguments.of(true, List.of(experts(3, 6), mmoe()), 18, false),
        Arguments.of(false, List.of(experts(3, 6), snr(2, 5), snrToTasks()), 10, true),
        Arguments.of(
            false, List.of(hierarchicalExperts(2, experts(2, 6), omoe()), mmoe()), 12, true),
        Arguments.of(false, List.of(cgc(2, 1, 4)), 8, true));
  }

  @ParameterizedTest
  @MethodSource("models")
  void theSharedPartEndsWhereTasksPart(
      boolean embedded, List<Block> body, int numbers, boolean whole) {
    Topology topology = topology(embedded, body);
    for (Lowering lowering : Lowering.values()) {
      try (MergeTrial trial =
          new MergeTrial(topology, RandomExamples.of(topology, 8, 1), lowering)) {
        SharedRepresentation ends = SharedRepresentation.of(trial.objective());
        assertThat(ends.whole()).as("%s", lowering).isEqualTo(whole);
        assertThat(trial.values(ends.tensors()).stream().mapToInt(values -> values.length).sum())
            .as("%s", lowering)
            .isEqualTo(8 * numbers);
      }
    }
  }

  /** Where tasks share nothing but embeddings, these are what they part at, exactly. */
  @Test
  void featuresCountWhereNothingElseIsShared() {
    Topology topology = topology(true, List.of(singleTask(5)));
    try (MergeTrial trial =
        new MergeTrial(topology, RandomExamples.of(topology, 8, 1), Lowering.BATCHED)) {
      Weight table =
          trial.objective().weights().stream().filter(Weight::isTable).findFirst().orElseThrow();
      assertThat(SharedRepresentation.of(trial.objective()).tensors())
          .extracting(Operand::asOutput)
          .containsExactly(table.leaf().asOutput());
      Operand<TFloat32> exact = trial.merged(pcGrad()).gram();
      Operand<TFloat32> found = trial.merged(representationLevel(pcGrad())).gram();
      List<float[]> values = trial.values(List.of(exact, found));
      assertThat(values.get(1)).containsExactly(values.get(0), within(1e-6f));
    }
  }

  /** T tasks go back to the end of the shared part only: a deep one has less to differentiate. */
  @Test
  void aDeepBottomIsDifferentiatedOnce() {
    Topology topology = topology(false, List.of(sharedBottom(6, 6, 6, 6, 6, 6)));
    int exact = operations(topology, pcGrad());
    int approximate = operations(topology, representationLevel(pcGrad()));
    assertThat(approximate).isLessThan(exact - 6);
  }

  private static int operations(Topology topology, GradientStep.Merge merge) {
    try (MergeTrial trial =
        new MergeTrial(topology, RandomExamples.of(topology, 8, 1), Lowering.BATCHED)) {
      return trial.operations(trial.merged(merge));
    }
  }

  private static Topology topology(boolean embedded, List<Block> body) {
    List<Feature> inputs = new ArrayList<>(List.of(numeric("x", 3)));
    if (embedded) {
      inputs.add(categorical("item", 5, 2));
    }
    return new Topology(
        "ends", inputs, body, List.of(binary("a").tower(4), regression("b").tower(4)));
  }

  @Test
  void mergesThatDoNotReadProductsAreRefused() {
    for (GradientStep.Merge merge :
        List.of(
            equalWeights(),
            gradDrop(),
            dbMtl(),
            sketchedGram(8, pcGrad()),
            representationLevel(pcGrad()))) {
      assertThatExceptionOfType(GradientException.class)
          .isThrownBy(() -> representationLevel(merge))
          .withMessageContaining(
              "representationLevel.merge: received " + merge.getClass().getSimpleName())
          .withMessageContaining("Take pcGrad()");
    }
    assertThatExceptionOfType(GradientException.class)
        .isThrownBy(() -> sketchedGram(8, representationLevel(pcGrad())))
        .withMessageContaining("sketchedGram.merge: received RepresentationLevel");
  }
}
