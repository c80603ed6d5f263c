package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Blocks;
import dev.espalier.dsl.Features;
import dev.espalier.dsl.Losses;
import dev.espalier.dsl.Tasks;
import dev.espalier.dsl.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FittedStreamTest {
  @TempDir Path folder;

  private static FittedStream fit(Topology topology, Path... files) {
    return FittedStream.fit(topology, ExampleStream.csv(files).rowsAtATime(7));
  }

  private void refuses(Topology topology, String text, String... says) throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    Cases.refuses(() -> fit(topology, file), says);
  }

  @Test
  void fitsWhatATableInMemoryIsFittedWith() throws IOException {
    Examples rows = Cases.rows(500, 3);
    Topology topology =
        Topology.builder("t")
            .inputs(
                Features.numeric("age"),
                Features.numeric("v", 3).quantiles(9),
                Features.vocabulary("word", 3),
                Features.bucketized("dwell", 5),
                Features.categorical("id", 5))
            .shared(Blocks.sharedBottom(2))
            .task(Tasks.binary("click", "1"))
            .build();
    CsvFormat format = CsvFormat.defaults().of(topology);
    Path whole = CsvFiles.write(folder.resolve("whole.csv"), rows);
    for (int files : new int[] {1, 3}) {
      FittedStream fitted = fit(topology, CsvFiles.shards(folder, rows, files));
      assertThat(fitted.features()).isEqualTo(Fitting.fit(topology, Examples.csv(whole, format)));
      assertThat(fitted.facts()).isEqualTo(new StreamFacts(500, false));
    }
  }

  @Test
  void saysWhetherLabelsAreMissingOrWeighted() throws IOException {
    Path[] files = CsvFiles.shards(folder, Cases.rows(100, 3), 2);
    StreamFacts facts = fit(Cases.everything(), files).facts();
    assertThat(facts).isEqualTo(new StreamFacts(100, true));
    assertThat(StreamFacts.read(facts.write())).isEqualTo(facts);
    assertThat(StreamFacts.read(new StreamFacts(7, false).write()))
        .isEqualTo(new StreamFacts(7, false));
  }

  /** The type of a column does not hang on the rest of the file. */
  @Test
  void encodesEachPartAsTheWholeTable() throws IOException {
    Examples rows = Cases.rows(300, 8);
    Topology topology = Cases.everything();
    Path file = CsvFiles.write(folder.resolve("t.csv"), rows);
    Examples table = Examples.csv(file, CsvFormat.defaults().of(topology));
    EncodedExamples whole = Encoding.encodeTraining(topology, Fitting.fit(topology, table), table);
    FittedStream fitted = fit(topology, file);
    int[] at = {0};
    try (Chunks chunks = ExampleStream.csv(file).rowsAtATime(7).chunks(topology)) {
      chunks.read(
          file,
          part -> {
            EncodedExamples encoded =
                Encoding.encodePart(topology, fitted.features(), part, new Dictionaries());
            for (int row = 0; row < part.rows(); row++, at[0]++) {
              for (int slot = 0; slot < whole.numericWidth(); slot++) {
                assertThat(encoded.number(row, slot)).isEqualTo(whole.number(at[0], slot));
              }
              for (int slot = 0; slot < whole.idWidth(); slot++) {
                assertThat(encoded.id(row, slot)).isEqualTo(whole.id(at[0], slot));
              }
              for (int task = 0; task < 2; task++) {
                assertThat(encoded.labels(task)[row]).isEqualTo(whole.labels(task)[at[0]]);
                assertThat(encoded.weights(task)[row]).isEqualTo(whole.weights(task)[at[0]]);
              }
            }
            assertThat(part.place(0)).isEqualTo(table.place(at[0] - part.rows()));
          });
    }
    assertThat(at[0]).isEqualTo(300);
  }

  @Test
  void namesFileLineAndColumnOfWhatDoesNotFit() throws IOException {
    Topology topology = Cases.everything();
    String head = "age,v_0,v_1,v_2,id,word,name,click,dwell,seen,w\n";
    String good = "1,1,1,1,1,a,b,1,1,1,1\n".repeat(9);
    refuses(topology, head + good + "x,1,1,1,1,a,b,1,1,1,1\n", "t.csv line 11, column \"age\"");
    refuses(topology, head + good + "1,1,1,1,y,a,b,1,1,1,1\n", "t.csv line 11, column \"id\"");
    refuses(topology, head + good + "1,1,1,1,1,a,b,2,1,1,1\n", "t.csv line 11, column \"click\"");
    refuses(topology, head + good + "1,1,1,1,1,a,b,1,1,1,-1\n", "t.csv line 11, column \"w\"");
    refuses(topology, head + good + "1,1,1\n", "t.csv line 11", "3 cells", "11 cells");
    refuses(topology, head + good + "\"1,1,1", "t.csv line 10 or after", "Close the quote");
    refuses(topology, head, "t.csv: received 0 rows");
    refuses(topology, "age\n1\n", "a column \"v_0\"", "a column \"click\"");
    refuses(
        topology,
        head + "1,1,1,1,1,a,b,,1,1,1\n".repeat(9),
        "t.csv, column \"click\": received no label with a weight above 0 in 9 rows");
    refuses(
        topology,
        head + ",1,1,1,1,,b,1,1,1,1\n".repeat(9),
        "t.csv, column \"age\": received no value in 9 rows",
        "t.csv, column \"word\": received no value in 9 rows");
    refuses(
        Cases.topology(Tasks.binary("y", "yes")),
        "x,y\n" + "1,no\n".repeat(9),
        "the words [\"no\"]",
        "\"yes\"");
    Cases.refuses(() -> fit(topology, folder.resolve("gone.csv")), "gone.csv", "no such file");
  }

  @Test
  void refusesRowsThatAreComparedInGroups() throws IOException {
    refuses(
        Cases.topology(Tasks.binary("y").loss(Losses.pairwise("query"))),
        "x,y,query\n1,1,1\n",
        "t.csv",
        "compares the rows of a group",
        "Examples.csv");
  }

  /** Bytes changed, repeated and cut off at random places. */
  @Test
  void anyBytesAreATableOrAnErrorThatNamesTheFile() throws IOException {
    Path whole = CsvFiles.write(folder.resolve("whole.csv"), Cases.rows(30, 3));
    byte[] bytes = Files.readAllBytes(whole);
    Random random = new Random(13);
    int errors = 0;
    for (int i = 0; i < 500; i++) {
      Path file = Files.write(folder.resolve("f.csv"), CsvFuzzTest.mutate(bytes, random));
      try {
        assertThat(fit(Cases.everything(), file).facts().rows()).isPositive();
      } catch (ExamplesException e) {
        errors++;
        assertThat(e.problems().get(0).path()).startsWith("f.csv");
        assertThat(e.problems().get(0).toString()).doesNotContain("\n");
      }
    }
    assertThat(errors).isBetween(100, 490);
  }

  @Test
  void readsNoColumnThatTheTopologyDoesNot() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "x,other,y\n1,a,2\n3,4,5\n");
    try (Chunks chunks = ExampleStream.csv(file).chunks(Cases.topology(Features.numeric("x")))) {
      chunks.read(
          file,
          part ->
              assertThat(part.columns().stream().map(Column::name).toList())
                  .isEqualTo(List.of("x", "y")));
    }
    assertThat(Arrays.asList(ExampleStream.csv(file, file, file, file).source()))
        .containsExactly("t.csv and t.csv and t.csv and others");
  }
}
