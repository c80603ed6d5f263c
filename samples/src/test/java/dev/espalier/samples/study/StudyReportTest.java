package dev.espalier.samples.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.training.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kotlinx.serialization.json.JsonElementKt;
import kotlinx.serialization.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyReportTest {
  private static final JsonObject EMPTY = new JsonObject(Map.of());
  private static final List<Objective> OBJECTIVES =
      List.of(new Objective("click", Metric.AUC), new Objective("dwell", Metric.RMSE));

  @TempDir Path folder;

  /** Two rates by three seeds. */
  private static PlannedStudy study() {
    List<Dimension> dimensions =
        List.of(
            new Dimension("rate", List.of(), "learning-rate", choice(0.001, 0.01)),
            new Dimension("seed", List.of(), "seed", choice(1, 2, 3)));
    Search search = new Search.Grid();
    Study study =
        new Study("shop", EMPTY, Map.of(), dimensions, search, List.of(), "mean", null, EMPTY);
    List<TrialPlan> plans = new ArrayList<>();
    for (Point point : search.points(dimensions)) {
      plans.add(new TrialPlan(point, "{}", List.of(), 10));
    }
    return new PlannedStudy(study, plans, OBJECTIVES);
  }

  private static Values choice(Number... values) {
    return Values.Choice.of(List.of(values).stream().map(JsonElementKt::JsonPrimitive).toList());
  }

  private static Trial done(int number, double auc, double rmse) {
    return Trial.waiting(number)
        .with(new Validation(1, -9, List.of(0.5, 9.0)))
        .with(new Validation(2, auc - rmse, List.of(auc, rmse)))
        .with(TrialState.DONE)
        .after(1.25);
  }

  private static StudyResult result() {
    return new StudyResult(
        study(),
        List.of(
            done(1, .8, .1),
            done(2, .7, .2),
            done(3, .9, .3),
            Trial.waiting(4).with(new Validation(1, 5, List.of(.99, .01))).with(TrialState.PRUNED),
            Trial.waiting(5).failed(TrialState.FAILED, "no <memory>"),
            Trial.waiting(6)));
  }

  @Test
  void theFrontierAndTheBestAreOfTrialsThatAreDone() {
    StudyResult result = result();
    assertThat(result.frontier()).extracting(Trial::number).containsExactly(1, 3);
    assertThat(result.best()).map(Trial::number).hasValue(1);
    assertThat(result.values(result.trials().get(0))).containsExactly(.8, .1);
    assertThat(result.values(result.trials().get(5))).containsOnly(Double.NaN);
    assertThat(new StudyResult(study(), List.of()).best()).isEmpty();
  }

  @Test
  void theTableHasEveryTrial() {
    assertThat(StudyTable.csv(result()).lines())
        .containsExactly(
            "trial,rate,seed,state,epochs,best_epoch,seconds,parameters,score,click/auc,dwell/rmse,"
                + "frontier,reason",
            "1,0.001,1,done,2,2,1.250,10,0.7000000000000001,0.8,0.1,true,",
            "2,0.001,2,done,2,2,1.250,10,0.49999999999999994,0.7,0.2,false,",
            "3,0.001,3,done,2,2,1.250,10,0.6000000000000001,0.9,0.3,true,",
            "4,0.01,1,pruned,1,1,0.000,10,5.0,0.99,0.01,false,",
            "5,0.01,2,failed,0,,0.000,10,,,,false,no <memory>",
            "6,0.01,3,waiting,0,,0.000,10,,,,false,");
    assertThat(StudyTable.of(result(), result().trials()).header())
        .endsWith("click/auc ↑", "dwell/rmse ↓");
  }

  @Test
  void seedsBecomeMeanAndSpread() {
    assertThat(SeedTable.of(result()))
        .hasValueSatisfying(
            table -> {
              assertThat(table.header())
                  .containsExactly("rate", "seeds", "score", "click/auc ↑", "dwell/rmse ↓");
              assertThat(table.rows())
                  .containsExactly(
                      List.of("0.001", "3", "0.60000 ± 0.10", "0.80000 ± 0.10", "0.20000 ± 0.10"));
            });
  }

  @Test
  void theReportShowsWhatIsKnown() throws IOException {
    Study study = study().study();
    try (StudyFolder opened = StudyFolder.open(folder, study)) {
      StudyReport.write(result(), opened);
    }
    String markdown = Files.readString(folder.resolve("study.md"));
    assertThat(markdown)
        .startsWith("# shop\n\n6 trials: 1 waiting, 3 done, 1 pruned, 1 failed.\n")
        .contains("is trial 1.", "## Not beaten over the tasks", "Trial 5 failed: no <memory>");
    for (String plot : List.of("history", "curves", "dimension-1", "dimension-2", "frontier-1-2")) {
      assertThat(markdown).contains("(" + plot + ".svg)");
      assertThat(Files.readString(folder.resolve(plot + ".svg"))).startsWith("<svg");
    }
    assertThat(Files.readString(folder.resolve("frontier-1-2.svg")))
        .contains("click/auc ↑", "dwell/rmse ↓", "0.85");
    assertThat(Files.readString(folder.resolve("study.html")))
        .contains(
            "no &lt;memory&gt;",
            "<img alt=\"click/auc and dwell/rmse\" src=\"data:image/svg+xml;base64,")
        .doesNotContain("http://", "<script");
  }

  @Test
  void beforeAnythingIsKnownThereAreNoPlots() throws IOException {
    StudyResult nothing = new StudyResult(study(), List.of(Trial.waiting(1)));
    try (StudyFolder opened = StudyFolder.open(folder, study().study())) {
      StudyReport.write(nothing, opened);
    }
    assertThat(folder.resolve("study.html")).exists();
    assertThat(folder.resolve("history.svg")).doesNotExist();
  }

  @Test
  void oneProcessAtATimeHasAFolder() throws IOException {
    Study study = study().study();
    try (StudyFolder first = StudyFolder.open(folder, study)) {
      assertThat(first.path()).isEqualTo(folder);
      assertThatThrownBy(() -> StudyFolder.open(folder, study))
          .isInstanceOf(StudyException.class)
          .hasMessageContaining("another process runs this study");
    }
    StudyFolder.open(folder, study).close();
  }
}
