package dev.espalier.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.training.TrainingListener;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Numbers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
  @TempDir Path folder;

  @Test
  void bothLanguagesDescribeTheSameTopologies() {
    assertThat(TopologiesKt.routedSyntheticTasks()).isEqualTo(QuickstartTopologies.routed());
    assertThat(TopologiesKt.sharedBottomSyntheticTasks())
        .isEqualTo(QuickstartTopologies.sharedBottomBaseline());
  }

  @Test
  void labelsAreAsCorrelatedAsTheDirectionsSay() {
    Examples same = new SyntheticTasks(20, 1, 1, 5, 3).draw(5_000, 4);
    Examples half = new SyntheticTasks(20, 1, 0.5, 5, 3).draw(5_000, 4);
    assertThat(correlation(same)).isGreaterThan(0.9);
    assertThat(correlation(half)).isBetween(0.1, 0.8);
    Numbers x = (Numbers) same.column("x");
    double squares = 0;
    for (int i = 0; i < 5_000 * 20; i++) {
      squares += x.at(i / 20, i % 20) * x.at(i / 20, i % 20);
    }
    assertThat(squares / (5_000 * 20)).isCloseTo(1, within(0.02));
  }

  @Test
  void theMainJobLearnsExportsAndIsReadByAnotherProcess() throws Exception {
    Quickstart.Outcome outcome =
        new Quickstart(6_000, 0, topology -> TrainingListener.none()).run(folder.resolve("models"));

    // Labels have a variance of more than 1; the noise alone has 0.01.
    assertThat(outcome.routed().mse().values()).allMatch(mse -> mse > 0.009 && mse < 0.03);
    assertThat(outcome.baseline().mse().values()).allMatch(mse -> mse > 0.009 && mse < 0.03);

    StringWriter said = new StringWriter();
    new QuickstartStory(
            new PrintWriter(said, true), "dev.espalier.samples.cli.EspalierCommand", folder)
        .tell(outcome);
    assertThat(said.toString())
        .contains("test MSE", "gate of", "sub-network 3", "conflict in")
        .contains("another process reads it")
        .contains("http://localhost:8501/v1/models/synthetic-tasks:predict");
    assertThat(Files.readString(folder.resolve("request.json")))
        .startsWith("{\"signature_name\":\"serving_default\",\"instances\":[{\"x\":[");
  }

  private static double correlation(Examples examples) {
    int n = examples.rows();
    Numbers a = (Numbers) examples.column("y1");
    Numbers b = (Numbers) examples.column("y2");
    double ma = 0;
    double mb = 0;
    for (int i = 0; i < n; i++) {
      ma += a.at(i) / n;
      mb += b.at(i) / n;
    }
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < n; i++) {
      ab += (a.at(i) - ma) * (b.at(i) - mb);
      aa += (a.at(i) - ma) * (a.at(i) - ma);
      bb += (b.at(i) - mb) * (b.at(i) - mb);
    }
    return ab / Math.sqrt(aa * bb);
  }
}
