package dev.espalier.samples.balancing;

import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Topology;
import dev.espalier.samples.gradients.MergeName;
import dev.espalier.samples.quickstart.SyntheticTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BalancingStudyTest {
  private static final Method EQUAL = Method.all().get(0);
  private static final BalancingData DATA = small();

  @TempDir Path folder;

  @Test
  void everyMethodHasTheSameBudgetAndItsBestRate() throws IOException {
    List<Trial> told = new ArrayList<>();
    List<Trial> trials = study(folder.resolve("trials.csv")).run(DATA, EQUAL, told::add);
    assertThat(told).hasSize(2 + 2);
    assertThat(trials).extracting(Trial::seed).containsExactly(0L, 1L, 2L);
    Trial best = told.get(0).validation() > told.get(1).validation() ? told.get(0) : told.get(1);
    assertThat(trials).extracting(Trial::learningRate).containsOnly(best.learningRate());
    assertThat(trials.get(0).test()).containsOnlyKeys("y1 rmse", "y2 rmse");
  }

  @Test
  void trialsThatAreDoneAreNotDoneTwice() throws IOException {
    Path file = folder.resolve("trials.csv");
    List<Trial> first = study(file).run(DATA, EQUAL, trial -> {});
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(4);
    // A study that was killed while it wrote.
    Files.writeString(file, "synthetic,equal,0.0", StandardOpenOption.APPEND);
    List<Trial> told = new ArrayList<>();
    assertThat(study(file).run(DATA, EQUAL, told::add)).isEqualTo(first);
    assertThat(told).isEmpty();
    assertThat(Files.readAllLines(file)).isEqualTo(lines);
  }

  @Test
  void theTableComparesAtTheSameSeed() {
    Map<String, List<Trial>> methods = new LinkedHashMap<>();
    methods.put("equal", List.of(trial("equal", 0, 1.0), trial("equal", 1, 3.0)));
    methods.put("pcgrad", List.of(trial("pcgrad", 0, 1.5), trial("pcgrad", 1, 3.7)));
    assertThat(BalancingTable.of(methods).text())
        .contains("2.0000 ± 1.4142")
        .contains("2.6000 ± 1.5556")
        .contains("+0.6000 ± 0.1000");
  }

  @Test
  void everyMergeAndWeightingIsAMethod() {
    assertThat(Method.all()).hasSize(MergeName.values().length + 7).doesNotHaveDuplicates();
    assertThat(EQUAL.name()).isEqualTo("equal");
  }

  private static BalancingStudy study(Path file) throws IOException {
    return new BalancingStudy(List.of(1e-4f, 1e-2f), 3, 1, 64, TrialLog.open(file));
  }

  private static Trial trial(String method, long seed, double value) {
    return new Trial("data", method, 0.01f, seed, 0, Map.of("y auc", value));
  }

  private static BalancingData small() {
    SyntheticTasks tasks = new SyntheticTasks(4, 1, 0.5, 2, 0);
    Topology topology =
        Topology.builder("small")
            .inputs(numeric("x", 4))
            .shared(sharedBottom(8))
            .task(regression("y1").tower(4))
            .task(regression("y2").tower(4))
            .build();
    return new BalancingData(
        "small", topology, tasks.draw(512, 1), tasks.draw(256, 2), tasks.draw(256, 3));
  }
}
