package dev.espalier.training;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.vocabulary;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.pcGrad;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.Execution;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.TrainingGraph;
import dev.espalier.training.data.BatchReader;
import dev.espalier.training.data.Batches;
import dev.espalier.training.data.Column;
import dev.espalier.training.data.EncodedExamples;
import dev.espalier.training.data.Encoding;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.ExamplesException;
import dev.espalier.training.data.Fitting;
import dev.espalier.training.data.Numbers;
import dev.espalier.training.data.Text;
import dev.espalier.training.internal.Readings;
import dev.espalier.training.internal.TrainingLoop;
import dev.espalier.training.internal.TrainingSession;
import dev.espalier.training.report.Epoch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on tables of different tasks, each with its own rows per step. */
class TogetherRunTest {
  private static final int CLICKS = 90;
  private static final int SALES = 22;
  private static final Random RANDOM = new Random(4);
  private static final float[] AGES = numbers(CLICKS + SALES);
  private static final float[] PRICES = numbers(SALES);
  private static final List<String> WORDS =
      IntStream.range(0, CLICKS + SALES).mapToObj(i -> "w" + RANDOM.nextInt(5)).toList();
  private static final float[] CLICKED = flags(CLICKS);
  private static final float[] SPENT = numbers(SALES);

  @TempDir Path folder;

  private static float[] numbers(int n) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) RANDOM.nextGaussian();
    }
    return numbers;
  }

  private static float[] flags(int n) {
    float[] flags = new float[n];
    for (int i = 0; i < n; i++) {
      flags[i] = RANDOM.nextInt(2);
    }
    return flags;
  }

  private static Topology topology() {
    return Topology.builder("together")
        .inputs(numeric("age"), numeric("price"), vocabulary("word", 5).embedding(3))
        .shared(experts(3, Layers.of(6).dropout(0.1f)), mmoe())
        .task(binary("click").tower(4))
        .task(regression("spent").tower(4).mask("bought"))
        .build();
  }

  private static Examples clicks() {
    return Examples.of(
        Numbers.of("age", Arrays.copyOf(AGES, CLICKS)),
        Text.of("word", WORDS.subList(0, CLICKS)),
        Numbers.of("click", CLICKED));
  }

  /** They have a feature more, and a label that a mask leaves out in every other row. */
  private static Examples sales() {
    return Examples.of(
        Numbers.of("age", Arrays.copyOfRange(AGES, CLICKS, CLICKS + SALES)),
        Text.of("word", WORDS.subList(CLICKS, CLICKS + SALES)),
        Numbers.of("price", PRICES),
        Numbers.of("bought", bought()),
        Numbers.of("spent", SPENT));
  }

  private static float[] bought() {
    float[] bought = new float[SALES];
    for (int i = 0; i < SALES; i += 2) {
      bought[i] = 1;
    }
    return bought;
  }

  private static Examples together() {
    return Examples.together(clicks().perStep(12), sales().perStep(5));
  }

  /** The same rows as one table, written out by hand. */
  private static Examples byHand() {
    float[] clicked = Arrays.copyOf(CLICKED, CLICKS + SALES);
    Arrays.fill(clicked, CLICKS, clicked.length, Float.NaN);
    return Examples.of(
        Numbers.of("age", AGES),
        Text.of("word", WORDS),
        Numbers.of("click", clicked),
        Numbers.of("price", behind(Float.NaN, PRICES)),
        Numbers.of("bought", behind(0, bought())),
        Numbers.of("spent", behind(Float.NaN, SPENT)));
  }

  /** These numbers in the rows of the second table, another one in those of the first. */
  private static float[] behind(float before, float[] values) {
    float[] all = new float[CLICKS + values.length];
    Arrays.fill(all, 0, CLICKS, before);
    System.arraycopy(values, 0, all, CLICKS, values.length);
    return all;
  }

  /**
   * Step by step the same weights, to the last bit, as on batches that were put together by hand.
   */
  @Test
  void stepsAreThoseOnBatchesMadeByHand() {
    Plan plan = Plan.of(topology());
    TrainingSettings settings = settings().build();
    EncodedExamples encoded = encoded(together());
    Batches batches = TrainingLoop.batches(plan, encoded, settings);
    int steps = 2 * batches.perEpoch() + 1;
    BatchReader reader = new BatchReader(encoded, batches);
    int[] rows =
        IntStream.range(0, steps)
            .flatMap(step -> Arrays.stream(reader.rows(batches.at(step))))
            .toArray();
    EncodedExamples hand = encoded(byHand(), rows);
    assertThat(run(plan, encoded, batches, steps))
        .isEqualTo(run(plan, hand, Batches.sequential(rows.length, 17), steps));
  }

  private static EncodedExamples encoded(Examples examples) {
    return Encoding.encodeTraining(topology(), Fitting.fit(topology(), examples), examples);
  }

  private static EncodedExamples encoded(Examples examples, int[] rows) {
    FittedFeatures fitted = Fitting.fit(topology(), examples);
    return Encoding.encodeTraining(topology(), fitted, examples.take(rows));
  }

  private static List<List<Integer>> run(
      Plan plan, EncodedExamples examples, Batches batches, int steps) {
    TrainingGraph.Settings settings =
        new TrainingGraph.Settings(batches.batchSize(), true, true, 11, Lowering.AUTO);
    GradientChain chain = GradientChain.of(pcGrad(), adam(1e-2f));
    try (TrainingSession session =
        new TrainingSession(plan, settings, chain, Execution.deterministic())) {
      session.initialize();
      BatchReader reader = new BatchReader(examples, batches);
      for (int step = 0; step < steps; step++) {
        Readings readings = new Readings(2);
        assertThat(session.step(reader, batches.at(step), readings)).isEmpty();
      }
      List<List<Integer>> bits = new ArrayList<>();
      for (float[] values : session.parameters().values()) {
        List<Integer> each = new ArrayList<>();
        for (float value : values) {
          each.add(Float.floatToRawIntBits(value));
        }
        bits.add(each);
      }
      return bits;
    }
  }

  private static TrainingSettingsBuilder settings() {
    return SmallRun.settings().gradients(pcGrad(), adam(1e-2f)).epochs(3);
  }

  @Test
  void aResumedRunEndsAsIfItHadNotStopped() {
    Checkpoints checkpoints = Checkpoints.in(folder).every(4);
    try (Model model = Model.compile(topology());
        Model half = Model.compile(topology());
        Model rest = Model.compile(topology())) {
      Epoch epoch = model.fit(together(), together(), settings().build()).history().epochs().get(2);
      assertThat(epoch.step()).as("three times 90 rows by 12").isEqualTo(21);
      Map<String, List<Integer>> expected = SmallRun.bits(model);
      half.fit(together(), together(), settings().steps(10).checkpoints(checkpoints).build());
      rest.fit(together(), together(), settings().checkpoints(checkpoints.resume()).build());
      assertThat(SmallRun.bits(rest)).isEqualTo(expected);
    }
  }

  @Test
  void aRunOfOtherPortionsIsNotResumed() {
    Checkpoints checkpoints = Checkpoints.in(folder).every(4);
    Examples others = Examples.together(clicks().perStep(10), sales().perStep(5));
    try (Model model = Model.compile(topology())) {
      model.fit(together(), together(), settings().steps(4).checkpoints(checkpoints).build());
      TrainingSettings on = settings().checkpoints(checkpoints.resume()).build();
      assertThatThrownBy(() -> model.fit(others, together(), on))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("batch size [10, 5]")
          .hasMessageContaining("batch size [12, 5]");
    }
  }

  /** With one sale a step, many steps have no label of its task. */
  @Test
  void tasksThatAreAbsentTakeNoPart() {
    EncodedExamples examples = encoded(Examples.together(clicks().perStep(12), sales().perStep(1)));
    Plan plan = Plan.of(topology());
    Batches batches = TrainingLoop.batches(plan, examples, settings().build());
    BatchReader reader = new BatchReader(examples, batches);
    TrainingGraph.Settings graph =
        new TrainingGraph.Settings(batches.batchSize(), true, true, 11, Lowering.AUTO);
    GradientChain chain = GradientChain.of(pcGrad(), adam(1e-2f));
    float[] weights = examples.weights(1);
    int absent = 0;
    try (TrainingSession session =
        new TrainingSession(plan, graph, chain, Execution.deterministic())) {
      session.initialize();
      for (int step = 0; step < 20; step++) {
        Readings readings = new Readings(2);
        assertThat(session.step(reader, batches.at(step), readings)).isEmpty();
        int[] rows = reader.rows(batches.at(step));
        boolean there = Arrays.stream(rows).anyMatch(row -> weights[row] > 0);
        // Products of the tasks, row by row, then their weights.
        float[] surgery = readings.surgery();
        assertThat(readings.losses()[1] > 0).isEqualTo(there);
        if (!there) {
          absent++;
          assertThat(surgery[1]).isZero();
          assertThat(surgery[3]).isZero();
          assertThat(surgery[4]).isEqualTo(1f);
        }
      }
    }
    assertThat(absent).isBetween(5, 15);
  }

  @Test
  void masksAndFeaturesMayBeMissingWhereTasksAre() {
    EncodedExamples encoded = encoded(together());
    EncodedExamples hand = encoded(byHand());
    for (int t = 0; t < 2; t++) {
      assertThat(encoded.weights(t)).containsExactly(hand.weights(t));
      assertThat(encoded.labels(t)).containsExactly(hand.labels(t));
    }
    for (int row = 0; row < encoded.rows(); row++) {
      for (int slot = 0; slot < encoded.numericWidth(); slot++) {
        assertThat(encoded.number(row, slot)).isCloseTo(hand.number(row, slot), within(0f));
      }
      assertThat(encoded.id(row, 0)).isEqualTo(hand.id(row, 0));
    }
  }

  @Test
  void aMaskMustBeThereWhereTheLabelIs() {
    List<Column> columns = new ArrayList<>(clicks().columns());
    columns.add(Numbers.of("spent", numbers(CLICKS)));
    Examples both = Examples.together(Examples.of(columns).perStep(12), sales().perStep(5));
    assertThatThrownBy(() -> encoded(both))
        .isInstanceOf(ExamplesException.class)
        .hasMessageContaining("column \"bought\"")
        .hasMessageContaining("a missing value");
  }
}
