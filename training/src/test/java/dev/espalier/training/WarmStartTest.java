package dev.espalier.training;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.vocabulary;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.multiclass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.FrozenModel;
import dev.espalier.training.data.Column;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Text;
import dev.espalier.training.report.WarmStartReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmStartTest {
  private static final int DIMENSION = 4;

  @Test
  void sameTopologyGoesOnWithWeightsAndStatisticsAsTheyWere(@TempDir Path run) {
    Topology topology = topology(20, 5);
    FrozenModel before = trained(topology, run);
    Told told = new Told();
    FrozenModel after = begun(topology, WarmStart.of(run), SmallRun.examples(200, 77), told);
    assertThat(after.fitted()).isEqualTo(before.fitted());
    before
        .plan()
        .parameters()
        .forEach(
            each ->
                assertThat(after.parameter(each.name())).isEqualTo(before.parameter(each.name())));
    assertThat(told.report().left()).isEmpty();
    assertThat(told.report().rows())
        .extracting(WarmStartReport.Rows::taken)
        .containsExactly(21, knownRows(before, 5));
  }

  @Test
  void wordsAndIdsKeepTheirRowsWhereTablesGrow(@TempDir Path run) {
    FrozenModel before = trained(topology(20, 5), run);
    Told told = new Told();
    Examples newer = withWords(SmallRun.examples(200, 77));
    FrozenModel after = begun(topology(30, 9), WarmStart.of(run), newer, told);
    List<String> knew = before.fitted().vocabulary("word");
    List<String> knows = after.fitted().vocabulary("word");
    assertThat(knows).startsWith(knew.toArray(String[]::new)).contains("new0", "new1");
    for (int i = 0; i < knew.size(); i++) {
      assertThat(row(after, "word", i)).isEqualTo(row(before, "word", i));
    }
    assertThat(row(after, "word", 9)).as("unknown").isEqualTo(row(before, "word", 5));
    for (int id = 0; id < 20; id++) {
      assertThat(row(after, "id", id)).isEqualTo(row(before, "id", id));
    }
    assertThat(row(after, "id", 30)).as("unknown").isEqualTo(row(before, "id", 20));
    assertThat(row(after, "id", 20)).isNotEqualTo(row(before, "id", 20));
    assertThat(told.report().rows())
        .containsExactly(
            new WarmStartReport.Rows(table(after, "id"), 21, 31),
            new WarmStartReport.Rows(table(after, "word"), knownRows(before, 5), 10));
  }

  @Test
  void aTaskThatIsNewBeginsAnewAndTheOthersDoNot(@TempDir Path run) {
    FrozenModel before = trained(topology(20, 5), run);
    Topology more = topology(20, 5, binary("click").tower(4), multiclass("kind", 3).tower(4));
    Told told = new Told();
    begun(more, WarmStart.of(before), SmallRun.examples(200, 77), told);
    assertThat(told.report().left().keySet())
        .isNotEmpty()
        .allMatch(name -> name.contains("kind") || name.contains("gate"));
    assertThat(told.report().taken()).anyMatch(name -> name.contains("click"));
    assertThat(told.report().text()).contains("Begins anew: tasks/kind").contains("(not there)");
  }

  @Test
  void weightsOfAnotherShapeBeginAnew(@TempDir Path run) {
    FrozenModel before = trained(topology(20, 5), run);
    Topology wider =
        Topology.builder("warm")
            .inputs(inputs(20, 5))
            .shared(experts(2, 9), mmoe())
            .task(binary("click").tower(4))
            .task(binary("clicked").tower(4))
            .build();
    Told told = new Told();
    begun(wider, WarmStart.of(before), SmallRun.examples(200, 77), told);
    assertThat(told.report().left().values()).contains("[12, 8] there, [12, 9] here");
  }

  @Test
  void featuresThatChangedPlacesAreRefused(@TempDir Path run) {
    FrozenModel before = trained(topology(20, 5), run);
    List<Feature> turned = new ArrayList<>(Arrays.asList(inputs(20, 5)));
    turned.add(turned.remove(0));
    Topology other =
        Topology.builder("warm")
            .inputs(turned.toArray(Feature[]::new))
            .shared(experts(2, 8), mmoe())
            .task(binary("click").tower(4))
            .task(binary("clicked").tower(4))
            .build();
    assertThatThrownBy(() -> Model.compile(other, WarmStart.of(before)))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "topology.inputs: received features v of width 3, id of width 4, word of width 4, a of"
                + " width 1, allowed is those that the weights are of, in their order: a of width"
                + " 1, v of width 3, id of width 4, word of width 4. Put them in that order, or"
                + " begin without WarmStart.");
  }

  @Test
  void aPretrainedFeatureThatTheRunIsWithoutIsRefused(@TempDir Path run) {
    FrozenModel before = trained(topology(20, 5), run);
    List<Feature> more = new ArrayList<>(Arrays.asList(inputs(20, 5)));
    more.add(categorical("shop", 9, DIMENSION).pretrained());
    Topology other =
        Topology.builder("warm")
            .inputs(more.toArray(Feature[]::new))
            .shared(experts(2, 8), mmoe())
            .task(binary("click").tower(4))
            .build();
    assertThatThrownBy(() -> Model.compile(other, WarmStart.of(before)))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "topology.inputs shop: received a pretrained feature that the weights are without,"
                + " allowed is one that the run has. Make it embedding(4), or begin without"
                + " WarmStart.");
  }

  @Test
  void aRunThatIsResumedGoesOnWithItsOwnWeights(@TempDir Path run, @TempDir Path more) {
    Topology topology = topology(20, 5);
    WarmStart start = WarmStart.of(trained(topology, run));
    Examples newer = SmallRun.examples(200, 77);
    TrainingSettingsBuilder settings =
        SmallRun.settings().epochs(4).checkpoints(Checkpoints.in(more));
    Map<String, List<Integer>> whole;
    try (Model model = Model.compile(topology, start)) {
      model.fit(newer, newer, SmallRun.settings().epochs(4).build());
      whole = SmallRun.bits(model);
    }
    try (Model model = Model.compile(topology, start)) {
      model.fit(newer, newer, settings.listener(stoppingAfter(5)).build());
    }
    Told told = new Told();
    try (Model model = Model.compile(topology, start)) {
      model.fit(
          newer, newer, settings.checkpoints(Checkpoints.in(more).resume()).listener(told).build());
      assertThat(SmallRun.bits(model)).isEqualTo(whole);
    }
    assertThat(told.reports).isEmpty();
  }

  private static TrainingListener stoppingAfter(int steps) {
    return new TrainingListener() {
      private int polls;

      @Override
      public boolean stopRequested() {
        return ++polls >= steps;
      }
    };
  }

  private static final class Told implements TrainingListener {
    private final List<WarmStartReport> reports = new ArrayList<>();

    @Override
    public void onWarmStart(WarmStartReport report) {
      reports.add(report);
    }

    WarmStartReport report() {
      assertThat(reports).hasSize(1);
      return reports.get(0);
    }
  }

  private static Feature[] inputs(int ids, int words) {
    return new Feature[] {
      numeric("a"),
      numeric("v", 3),
      categorical("id", ids, DIMENSION),
      vocabulary("word", words).embedding(DIMENSION)
    };
  }

  private static Topology topology(int ids, int words) {
    return topology(ids, words, binary("click").tower(4), binary("clicked").tower(4));
  }

  private static Topology topology(int ids, int words, Task... tasks) {
    var builder = Topology.builder("warm").inputs(inputs(ids, words)).shared(experts(2, 8), mmoe());
    for (Task task : tasks) {
      builder.task(task);
    }
    return builder.build();
  }

  private static FrozenModel trained(Topology topology, Path run) {
    Examples examples = SmallRun.examples(300, 3);
    try (Model model = Model.compile(topology)) {
      model.fit(
          examples,
          SmallRun.examples(100, 4),
          SmallRun.settings().checkpoints(Checkpoints.in(run)).build());
      return model.frozen();
    }
  }

  /** What a model is before it has moved at all. */
  private static FrozenModel begun(
      Topology topology, WarmStart start, Examples examples, TrainingListener listener) {
    try (Model model = Model.compile(topology, start)) {
      model.fit(
          examples,
          examples,
          SmallRun.settings()
              .gradients(GradientSteps.equalWeights(), GradientSteps.sgd(1e-30f))
              .epochs(1)
              .listener(listener)
              .build());
      return model.frozen();
    }
  }

  private static Examples withWords(Examples examples) {
    List<String> words = new ArrayList<>();
    for (int row = 0; row < examples.rows(); row++) {
      words.add(row % 4 == 0 ? "new" + row % 8 / 4 : examples.column("word").text(row));
    }
    Column column = Text.of("word", words);
    return examples.with(column);
  }

  private static int knownRows(FrozenModel model, int size) {
    return Math.min(size, model.fitted().vocabulary("word").size()) + 1;
  }

  private static String table(FrozenModel model, String feature) {
    return model.plan().tables().stream()
        .filter(table -> table.feature().name().equals(feature))
        .findFirst()
        .orElseThrow()
        .rows()
        .name();
  }

  private static float[] row(FrozenModel model, String feature, int row) {
    float[] rows = model.parameter(table(model, feature));
    return Arrays.copyOfRange(rows, row * DIMENSION, (row + 1) * DIMENSION);
  }
}
