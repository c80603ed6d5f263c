package dev.espalier.training;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Losses.crossEntropy;
import static dev.espalier.dsl.Losses.focal;
import static dev.espalier.dsl.Losses.huber;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.count;
import static dev.espalier.dsl.Tasks.multilabel;
import static dev.espalier.dsl.Tasks.ordinal;
import static dev.espalier.dsl.Tasks.product;
import static dev.espalier.dsl.Tasks.quantile;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.Predictions;
import dev.espalier.graph.ServedModel;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Integers;
import dev.espalier.training.data.Numbers;
import dev.espalier.training.data.RequestColumns;
import dev.espalier.training.metrics.Metric;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.TrainingReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of task from a column of labels to the answer of the exported model. */
class TaskKindsTest {
  @TempDir Path folder;

  private static Topology topology() {
    return Topology.builder("kinds")
        .inputs(numeric("x", 3))
        .shared(experts(3, 16), mmoe())
        .task(count("visits").tower(8))
        .task(quantile("late", 0.9f).tower(8))
        .task(multilabel("tags", 2).tower(8).loss(crossEntropy().labelSmoothing(0.02f)))
        .task(ordinal("stars", 4).tower(8))
        .task(binary("rare").tower(8).selfAuxiliary(2).loss(focal()))
        .task(regression("dwell").tower(8).loss(huber(1f)))
        .build();
  }

  /** Labels that follow from x; the rate of visits is exp(x_0), noise makes late uncertain. */
  private static Examples examples(int rows, long seed) {
    Random random = new Random(seed);
    float[] x = new float[3 * rows];
    long[] visits = new long[rows];
    float[] late = new float[rows];
    float[] first = new float[rows];
    long[] second = new long[rows];
    long[] stars = new long[rows];
    long[] rare = new long[rows];
    float[] dwell = new float[rows];
    for (int i = 0; i < rows; i++) {
      for (int c = 0; c < 3; c++) {
        x[3 * i + c] = (float) random.nextGaussian();
      }
      float a = x[3 * i];
      float b = x[3 * i + 1];
      visits[i] = poisson(Math.exp(a), random);
      late[i] = (float) (2 * b + random.nextGaussian());
      first[i] = i % 5 == 0 ? Float.NaN : a + b > 0 ? 1 : 0;
      second[i] = a - b > 0 ? 1 : 0;
      stars[i] = (long) Math.min(3, Math.max(0, Math.floor(2 + a + x[3 * i + 2])));
      rare[i] = a + b > 1.8 ? 1 : 0;
      dwell[i] = random.nextInt(20) == 0 ? 500 : a - b;
    }
    return Examples.of(
        List.of(
            Numbers.of("x", 3, x),
            Integers.of("visits", visits),
            Numbers.of("late", late),
            Numbers.of("tags_0", first),
            Integers.of("tags_1", second),
            Integers.of("stars", stars),
            Integers.of("rare", rare),
            Numbers.of("dwell", dwell)));
  }

  private static long poisson(double rate, Random random) {
    long count = 0;
    double left = Math.exp(-rate);
    for (double p = random.nextDouble(); p > left; p *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  @Test
  void learnIsMeasuredIsExported() {
    Examples validation = examples(1_000, 2);
    try (Model model = Model.compile(topology())) {
      TrainingReport report =
          model.fit(
              examples(3_000, 1),
              validation,
              SmallRun.settings()
                  .gradients(GradientSteps.pcGrad(), GradientSteps.adam(1e-2f))
                  .epochs(12)
                  .build());

      List<TaskMetrics> found = report.metrics();
      assertThat(found.get(0).value(Metric.POISSON_DEVIANCE)).isBetween(0.5, 1.3);
      // Of the best possible, with 0.9 of the noise below, it is 0.1755.
      assertThat(found.get(1).value(Metric.PINBALL_LOSS)).isBetween(0.15, 0.21);
      assertThat(found.get(2).value(Metric.AUC)).isGreaterThan(0.97);
      assertThat(found.get(3).value(Metric.MAE)).isLessThan(0.25);
      assertThat(found.get(3).value(Metric.ACCURACY)).isGreaterThan(0.75);
      assertThat(found.get(4).value(Metric.AUC)).isGreaterThan(0.97);
      assertThat(found.get(5).value(Metric.MAE)).isLessThan(30);

      ExportReport exported = model.export(folder.resolve("kinds"), 1);
      Predictions expected = model.predict(validation);
      try (ServedModel served = ServedModel.load(exported.directory())) {
        Predictions answers =
            served.predict("serving_default", RequestColumns.of(model.topology(), validation));
        assertThat(answers.outputs())
            .containsExactlyInAnyOrder(
                "visits/rate",
                "late/value",
                "tags/probabilities",
                "stars/probabilities",
                "rare/probability",
                "dwell/value");
        assertThat(answers.values("visits/rate"))
            .containsExactly(expected.values("visits"), within(1e-4f));
        assertThat(answers.values("stars/probabilities"))
            .containsExactly(expected.values("stars"), within(1e-5f));
        assertThat(answers.values("tags/probabilities"))
            .containsExactly(expected.values("tags"), within(1e-5f));
      }
    }
  }

  /**
   * Conversions follow from x_1, and can be seen after a click only, which follows from x_0: the
   * chance of a conversion is learned although it has no labels, and no example is left out.
   */
  @Test
  void aConversionIsLearnedFromTheProduct() {
    Topology topology =
        Topology.builder("entire-space")
            .inputs(numeric("x", 2))
            .shared(experts(3, 16), mmoe())
            .task(binary("click").tower(8))
            .task(binary("convert").tower(8))
            .task(product("buy", "click", "convert"))
            .build();
    Examples validation = conversions(2_000, 6);
    try (Model model = Model.compile(topology)) {
      TrainingReport report =
          model.fit(
              conversions(6_000, 5),
              validation,
              SmallRun.settings()
                  .gradients(GradientSteps.pcGrad(), GradientSteps.adam(1e-2f))
                  .epochs(6)
                  .build());

      assertThat(report.metrics()).extracting(TaskMetrics::task).containsExactly("click", "buy");
      assertThat(report.best().losses()).containsOnlyKeys("click", "buy");
      assertThat(report.best().pairs()).hasSize(1);
      assertThat(report.metrics().get(1).value(Metric.AUC)).isGreaterThan(0.8);
      Predictions predictions = model.predict(validation);
      Numbers x = (Numbers) validation.column("x");
      double error = 0;
      for (int i = 0; i < validation.rows(); i++) {
        double chance = 1 / (1 + Math.exp(-2 * x.at(i, 1)));
        error += Math.abs(predictions.value("convert", i) - chance) / validation.rows();
        assertThat(predictions.value("buy", i))
            .isCloseTo(
                predictions.value("click", i) * predictions.value("convert", i), within(1e-6f));
      }
      assertThat(error).isLessThan(0.1);

      ExportReport exported = model.export(folder.resolve("entire-space"), 1);
      try (ServedModel served = ServedModel.load(exported.directory())) {
        Predictions answers =
            served.predict("serving_default", RequestColumns.of(topology, validation));
        assertThat(answers.outputs())
            .containsExactlyInAnyOrder(
                "click/probability", "convert/probability", "buy/probability");
        assertThat(answers.values("buy/probability"))
            .containsExactly(predictions.values("buy"), within(1e-5f));
      }
    }
  }

  /** Of the noes one in ten is kept; what is predicted is as likely as it is in all data. */
  @Test
  void downSampledNegativesDoNotShiftWhatIsPredicted() {
    Topology topology =
        Topology.builder("sampled")
            .inputs(numeric("x", 2))
            .task(binary("click").tower(8).keptNegatives(0.1f))
            .build();
    Examples all = rareClicks(20_000, 8);
    Integers click = (Integers) all.column("click");
    Random random = new Random(9);
    int[] kept =
        IntStream.range(0, all.rows())
            .filter(row -> click.at(row) == 1 || random.nextInt(10) == 0)
            .toArray();
    Examples validation = rareClicks(4_000, 10);
    try (Model model = Model.compile(topology)) {
      TrainingReport report =
          model.fit(
              all.take(kept),
              validation,
              SmallRun.settings().gradients(GradientSteps.adam(1e-2f)).epochs(4).build());
      Predictions predictions = model.predict(validation);
      Numbers x = (Numbers) validation.column("x");
      double error = 0;
      for (int i = 0; i < validation.rows(); i++) {
        error += Math.abs(predictions.value("click", i) - chance(x.at(i, 0)));
      }
      assertThat(error / validation.rows()).isLessThan(0.02);
      // As far from the truth as the entropy of the clicks: nothing is shifted.
      double entropy = 0;
      for (int i = 0; i < validation.rows(); i++) {
        double p = chance(x.at(i, 0));
        entropy -= (p * Math.log(p) + (1 - p) * Math.log(1 - p)) / validation.rows();
      }
      assertThat(report.metrics().get(0).value(Metric.LOG_LOSS)).isCloseTo(entropy, within(0.03));
    }
  }

  private static double chance(double x) {
    return 1 / (1 + Math.exp(3 - 2 * x));
  }

  private static Examples rareClicks(int rows, long seed) {
    Random random = new Random(seed);
    float[] x = new float[2 * rows];
    long[] click = new long[rows];
    for (int i = 0; i < rows; i++) {
      x[2 * i] = (float) random.nextGaussian();
      x[2 * i + 1] = (float) random.nextGaussian();
      click[i] = random.nextDouble() < chance(x[2 * i]) ? 1 : 0;
    }
    return Examples.of(List.of(Numbers.of("x", 2, x), Integers.of("click", click)));
  }

  private static Examples conversions(int rows, long seed) {
    Random random = new Random(seed);
    float[] x = new float[2 * rows];
    long[] click = new long[rows];
    long[] buy = new long[rows];
    for (int i = 0; i < rows; i++) {
      x[2 * i] = (float) random.nextGaussian();
      x[2 * i + 1] = (float) random.nextGaussian();
      click[i] = random.nextDouble() < 1 / (1 + Math.exp(-2 * x[2 * i])) ? 1 : 0;
      boolean converts = random.nextDouble() < 1 / (1 + Math.exp(-2 * x[2 * i + 1]));
      buy[i] = converts ? click[i] : 0;
    }
    return Examples.of(
        List.of(Numbers.of("x", 2, x), Integers.of("click", click), Integers.of("buy", buy)));
  }

  /** 9 of 10 numbers are below the 0.9 quantile. */
  @Test
  void aQuantileIsOne() {
    Topology topology =
        Topology.builder("q").inputs(numeric("x", 3)).task(quantile("late", 0.9f)).build();
    Examples validation = examples(2_000, 4);
    try (Model model = Model.compile(topology)) {
      model.fit(
          examples(4_000, 3),
          validation,
          SmallRun.settings().gradients(GradientSteps.adam(1e-2f)).epochs(8).build());
      float[] quantiles = model.predict(validation).values("late");
      Numbers labels = (Numbers) validation.column("late");
      int below = 0;
      for (int i = 0; i < quantiles.length; i++) {
        below += labels.at(i) < quantiles[i] ? 1 : 0;
      }
      assertThat(below / (double) quantiles.length).isCloseTo(0.9, within(0.03));
    }
  }
}
