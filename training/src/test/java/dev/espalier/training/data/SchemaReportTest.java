package dev.espalier.training.data;

import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.vocabulary;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.multiclass;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Topology;
import dev.espalier.training.data.SchemaReport.LabelFacts;
import dev.espalier.training.data.SchemaReport.Leak;
import dev.espalier.training.data.SchemaReport.ReadColumn;
import dev.espalier.training.report.SchemaTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaReportTest {
  private static final int ROWS = 40;

  private static final Topology TOPOLOGY =
      Topology.builder("schema")
          .inputs(
              numeric("a"),
              numeric("same"),
              numeric("copy"),
              numeric("v", 2),
              vocabulary("answer", 4).embedding(2),
              vocabulary("rare", 4).embedding(2))
          .shared(sharedBottom(4))
          .task(binary("click"))
          .task(regression("dwell").mask("clicked"))
          .task(multiclass("kind", 3))
          .build();

  private static Examples examples() {
    float[] a = new float[ROWS];
    float[] dwell = new float[ROWS];
    float[] v = new float[ROWS];
    long[] click = new long[ROWS];
    long[] kind = new long[ROWS];
    for (int i = 0; i < ROWS; i++) {
      a[i] = i % 7;
      dwell[i] = i * .5f;
      v[i] = i % 3;
      click[i] = i % 4 == 0 ? 1 : 0;
      kind[i] = i % 2;
    }
    float[] same = new float[ROWS];
    List<String> answer = IntStream.range(0, ROWS).mapToObj(i -> i % 4 == 0 ? "y" : "n").toList();
    List<String> rare =
        IntStream.range(0, ROWS).mapToObj(i -> i % 5 == 0 ? "r" + i % 2 : null).toList();
    return Examples.of(
        Numbers.of("a", a),
        Numbers.of("same", same),
        Numbers.of("copy", dwell),
        Numbers.of("v_0", v),
        Numbers.of("v_1", a),
        Text.of("answer", answer),
        Text.of("rare", rare),
        Integers.of("click", click),
        Numbers.of("dwell", dwell),
        Integers.of("clicked", click),
        Integers.of("kind", kind),
        Numbers.of("row", dwell));
  }

  @Test
  void saysWhatColumnsAreForAndLack() {
    SchemaReport report = SchemaReport.of(TOPOLOGY, examples());
    assertThat(report.columns())
        .contains(
            new ReadColumn("a", "number", "feature a", 0, false),
            new ReadColumn("same", "number", "feature same", 0, true),
            new ReadColumn("v_1", "number", "feature v", 0, false),
            new ReadColumn("rare", "text", "feature rare", .8, false),
            new ReadColumn("clicked", "integer", "mask of dwell", 0, false),
            new ReadColumn("kind", "integer", "label of kind", 0, false),
            new ReadColumn("row", "number", "not read", 0, false));
  }

  /** Of a table in files, read a few rows at a time, it says what it says of the table. */
  @Test
  void saysTheSameOfAStreamAndOnceItWasReadToFit(@TempDir Path folder) throws IOException {
    List<Column> read =
        examples().columns().stream().filter(column -> !column.name().equals("row")).toList();
    Examples table = Examples.of(read);
    ExampleStream stream = ExampleStream.csv(CsvFiles.shards(folder, table, 3)).rowsAtATime(4);
    SchemaReport expected = SchemaReport.of(TOPOLOGY, table);
    assertThat(expected.warnings()).isNotEmpty();
    assertThat(SchemaReport.of(TOPOLOGY, stream)).isEqualTo(expected);
    List<SchemaReport> told = new ArrayList<>();
    List<Long> rows = new ArrayList<>();
    List<Integer> files = new ArrayList<>();
    FittedStream.fit(
        TOPOLOGY,
        stream,
        new FittingListener() {
          @Override
          public void onRows(long so, int file) {
            rows.add(so);
            files.add(file);
          }

          @Override
          public void onSchema(SchemaReport schema) {
            told.add(schema);
          }
        });
    assertThat(told).containsExactly(expected);
    assertThat(rows).isSorted().endsWith((long) ROWS);
    assertThat(files).isSorted().startsWith(0).endsWith(2);
  }

  @Test
  void saysHowOftenLabelsAreThereAndWhatTheySay() {
    List<LabelFacts> labels = SchemaReport.of(TOPOLOGY, examples()).labels();
    assertThat(labels.get(0))
        .isEqualTo(new LabelFacts("click", "click", 1, .25, List.of(.75, .25)));
    assertThat(labels.get(1).there()).isCloseTo(.25, within(1e-9));
    assertThat(labels.get(1).mean()).as("of 0, 2, … 18").isCloseTo(9, within(1e-9));
    assertThat(labels.get(1).classes()).isEmpty();
    assertThat(labels.get(2).classes()).containsExactly(.5, .5, 0.0);
  }

  @Test
  void findsFeaturesThatAreLabels() {
    SchemaReport report = SchemaReport.of(TOPOLOGY, examples());
    assertThat(report.leaks())
        .containsExactly(
            new Leak("answer", "click", "click", "says the same as"),
            new Leak("copy", "dwell", "dwell", "equals"));
    assertThat(report.warnings())
        .containsExactly(
            "column answer says the same as label click of task click in every row: a feature that"
                + " is not known when the model is asked?",
            "column copy equals label dwell of task dwell in every row: a feature that is not known"
                + " when the model is asked?",
            "column same has one value only: nothing can be learned from it",
            "column rare is missing in 80 % of the rows");
  }

  @Test
  void numbersThatAllDifferAreNoLeakOfEachOther() {
    float[] other = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      other[i] = -i;
    }
    SchemaReport report = SchemaReport.of(TOPOLOGY, examples().with(Numbers.of("copy", other)));
    assertThat(report.leaks()).extracting(Leak::column).containsExactly("answer");
  }

  @Test
  void aLabelThatIsAlwaysTheSameIsToldOf() {
    SchemaReport report =
        SchemaReport.of(TOPOLOGY, examples().with(Integers.of("click", new long[ROWS])));
    assertThat(report.warnings())
        .contains(
            "label click of task click is 0.0 in every row that has it: there is nothing to tell"
                + " apart");
  }

  @Test
  void tasksThatCannotLearnFromTheTableAreLeftToTheTraining() {
    long[] kinds = new long[ROWS];
    kinds[3] = 9;
    SchemaReport report = SchemaReport.of(TOPOLOGY, examples().with(Integers.of("kind", kinds)));
    assertThat(report.labels()).extracting(LabelFacts::task).containsExactly("click", "dwell");
    Examples unlabelled = Examples.of(Numbers.of("a", 1, 2, 3));
    assertThat(SchemaReport.of(TOPOLOGY, unlabelled).labels()).isEmpty();
    assertThat(SchemaReport.of(TOPOLOGY, unlabelled).leaks()).isEmpty();
  }

  @Test
  void isATableForPeople() {
    SchemaReport report = SchemaReport.of(TOPOLOGY, examples());
    assertThat(SchemaTable.columns(report).text())
        .contains("rare     text       80.0%  feature rare");
    assertThat(SchemaTable.labels(report).text()).contains("75.0% 25.0%");
  }
}
