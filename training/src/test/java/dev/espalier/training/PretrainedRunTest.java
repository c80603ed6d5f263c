package dev.espalier.training;

import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.vocabulary;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.dsl.Blocks;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.ServedModel;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.ExamplesException;
import dev.espalier.training.data.Integers;
import dev.espalier.training.data.Numbers;
import dev.espalier.training.data.PretrainedCoverage;
import dev.espalier.training.data.PretrainedTables;
import dev.espalier.training.data.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainedRunTest {
  private static final Topology TOPOLOGY =
      Topology.builder("pretrained")
          .inputs(categorical("id", 20, 2).frozen())
          .inputs(vocabulary("word", 5).embedding(2).pretrained())
          .shared(Blocks.sharedBottom(4))
          .task(binary("click"))
          .task(regression("dwell"))
          .build();
  private static final PretrainedTables TABLES =
      PretrainedTables.of(
              "id",
              Examples.of(
                  Integers.of("id", 3, 19, 55), Numbers.of("a", 1, 2, 3), Numbers.of("b", 4, 5, 6)))
          .and(
              "word",
              Examples.of(
                  Text.of("word", List.of("w1", "other")),
                  Numbers.of("v", 2, new float[] {7, 8, 9, 9})));
  private static final Examples TRAINING = SmallRun.examples(256, 1);
  private static final Examples VALIDATION = SmallRun.examples(64, 2);

  @TempDir Path folder;

  @Test
  void frozenRowsStayAndOthersLearn() {
    try (Model model = Model.compile(TOPOLOGY, TABLES)) {
      List<String> told = new ArrayList<>();
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void onPretrained(PretrainedCoverage coverage) {
              told.add(coverage.text());
            }
          };
      model.fit(TRAINING, VALIDATION, SmallRun.settings().epochs(1).listener(listener).build());
      assertThat(told)
          .containsExactly(
              "id: 2 of 20 categories have a pretrained row, of 3 given",
              "word: 1 of 5 categories have a pretrained row, of 2 given");
      float[] frozen = model.frozen().parameter("inputs/id/table");
      float[] expected = new float[42];
      System.arraycopy(new float[] {1, 4}, 0, expected, 6, 2);
      System.arraycopy(new float[] {2, 5}, 0, expected, 38, 2);
      assertThat(frozen).containsExactly(expected);
      int place = model.frozen().fitted().vocabulary("word").indexOf("w1");
      float[] tuned = model.frozen().parameter("inputs/word/table");
      float[] row = Arrays.copyOfRange(tuned, 2 * place, 2 * place + 2);
      assertThat(row[0]).isBetween(6.5f, 7.5f).isNotEqualTo(7f);
      assertThat(row[1]).isBetween(7.5f, 8.5f).isNotEqualTo(8f);
    }
  }

  @Test
  void aResumedRunAndAnExportNeedNoTables() {
    Checkpoints checkpoints = Checkpoints.in(folder.resolve("run"));
    try (Model model = Model.compile(TOPOLOGY, TABLES)) {
      model.fit(
          TRAINING, VALIDATION, SmallRun.settings().epochs(1).checkpoints(checkpoints).build());
    }
    float[] rows;
    try (Model model = Model.compile(TOPOLOGY)) {
      model.fit(
          TRAINING,
          VALIDATION,
          SmallRun.settings().epochs(2).checkpoints(checkpoints.resume()).build());
      rows = model.frozen().parameter("inputs/id/table");
      assertThat(rows[6]).isEqualTo(1f);
    }
    try (Model model = Model.load(folder.resolve("run"))) {
      assertThat(model.frozen().parameter("inputs/id/table")).containsExactly(rows);
      Path exported = model.export(folder.resolve("models"), 1).directory();
      try (ServedModel served = ServedModel.load(exported)) {
        assertThat(served.signatures()).isNotEmpty();
      }
    }
  }

  @Test
  void aRunDoesNotBeginWithoutThem() {
    try (Model model = Model.compile(TOPOLOGY)) {
      assertThatThrownBy(() -> model.fit(TRAINING, VALIDATION))
          .isInstanceOf(ExamplesException.class)
          .hasMessageContainingAll("pretrained \"id\"", "pretrained \"word\"", "no rows");
    }
    assertThatThrownBy(() -> Model.compile(SmallRun.topology(), TABLES))
        .isInstanceOf(ExamplesException.class)
        .hasMessageContaining("pretrained \"id\"");
  }
}
