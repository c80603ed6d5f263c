package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.espalier.dsl.Features;
import dev.espalier.dsl.Tasks;
import dev.espalier.dsl.Topology;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  private Examples read(String text) throws IOException {
    return Examples.csv(file(text));
  }

  private void refuses(CsvFormat format, String text, String... says) throws IOException {
    Path path = file(text);
    assertThatExceptionOfType(ExamplesException.class)
        .isThrownBy(() -> Examples.csv(path, format))
        .satisfies(e -> assertThat(e.getMessage()).contains(says));
  }

  private static List<String> texts(Column column) {
    return java.util.stream.IntStream.range(0, column.rows()).mapToObj(column::text).toList();
  }

  @Test
  void infersTheNarrowestTypeThatHoldsTheWholeColumn() throws IOException {
    Examples examples = read("a,b,c,d,e\n1,1,1,,007\n2,2.5,x,,012\n,,,,\n");
    assertThat(examples.columns().stream().map(Column::type))
        .containsExactly("integer", "number", "text", "number", "text");
    assertThat(texts(examples.column("a"))).containsExactly("1", "2", "");
    assertThat(texts(examples.column("b"))).containsExactly("1.0", "2.5", "");
    assertThat(texts(examples.column("c"))).containsExactly("1", "x", "");
    assertThat(texts(examples.column("d"))).containsExactly("", "", "");
    assertThat(texts(examples.column("e"))).containsExactly("007", "012", "");
  }

  @Test
  void aNumberThatFloat32CannotHoldIsTextUnlessNumbersAreAskedFor() throws IOException {
    assertThat(read("h\n12e345\n1.5\n").column("h").type()).isEqualTo("text");
    refuses(
        CsvFormat.defaults().numbers("h"),
        "h\n1\n1e39\n",
        "t.csv line 3, column \"h\"",
        "\"1e39\"",
        "float32");
  }

  @Test
  void readsQuotesLineEndsAndBlankLines() throws IOException {
    Examples examples = read("a,b\r\n\"x,\"\"y\"\"\n z\", 1 \r\n\r\n   \r\n  \"q\" ,2\rlast,3");
    assertThat(texts(examples.column("a"))).containsExactly("x,\"y\"\n z", "q", "last");
    assertThat(texts(examples.column("b"))).containsExactly("1", "2", "3");
    assertThat(examples.place(0)).isEqualTo("t.csv line 2");
    assertThat(examples.place(2)).startsWith("t.csv line");
  }

  @Test
  void linesAreThoseOfTheFileAfterAnySplit() throws IOException {
    Examples examples = read("a\n\n1\n\n2\n3\n");
    assertThat(examples.place(2)).isEqualTo("t.csv line 6");
    assertThat(examples.take(new int[] {2, 0}).take(new int[] {1}).place(0))
        .isEqualTo("t.csv line 3");
  }

  @Test
  void skipsAByteOrderMarkAndReadsGzip() throws IOException {
    assertThat(read("\uFEFFa,b\n1,2\n").has("a")).isTrue();
    Path path = folder.resolve("t.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write("a\nzü\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(texts(Examples.csv(path).column("a"))).containsExactly("zü");
  }

  @Test
  void takesNamesDelimiterQuoteAndMarkersFromTheFormat() throws IOException {
    CsvFormat format =
        CsvFormat.defaults()
            .names(List.of("x", "y"))
            .delimiter(';')
            .quote('\'')
            .missing("?", "n/a");
    Examples examples = Examples.csv(file("1; ?\n'2';'a;b'\nn/a;c\n;d\n"), format);
    assertThat(texts(examples.column("x"))).containsExactly("1", "2", "", "");
    assertThat(texts(examples.column("y"))).containsExactly("", "a;b", "c", "d");
    Examples kept = Examples.csv(file("x,y\n1, a\n"), CsvFormat.defaults().trimmed(false));
    assertThat(kept.column("y").text(0)).isEqualTo(" a");
  }

  @Test
  void readsTheColumnsOfATopologyAsItNeedsThem() throws IOException {
    Topology topology =
        Topology.builder("t")
            .inputs(
                Features.vocabulary("zip", 9),
                Features.numeric("v", 2),
                Features.categorical("id", 4))
            .shared(dev.espalier.dsl.Blocks.sharedBottom(4))
            .task(Tasks.binary("yes", "1"))
            .task(Tasks.regression("y"))
            .build();
    Examples examples =
        Examples.csv(
            file("zip,v_0,v_1,id,yes,y\n1.50,1,007,3,1,2\n"), CsvFormat.defaults().of(topology));
    assertThat(examples.columns().stream().map(Column::type))
        .containsExactly("text", "number", "number", "integer", "text", "number");
    assertThat(examples.column("zip").text(0)).isEqualTo("1.50");
    assertThat(examples.column("v_1").text(0)).isEqualTo("7.0");
  }

  @Test
  void refusesRaggedRowsAllAtOnceUpToTen() throws IOException {
    refuses(
        CsvFormat.defaults(),
        "a,b\n1\n1,2\n1,2,3\n",
        "2 problems",
        "t.csv line 2: received 1 cells",
        "t.csv line 4: received 3 cells");
    refuses(CsvFormat.defaults(), "a,b\n" + "1\n".repeat(1000), "10 problems", "line 11");
  }

  @Test
  void refusesBadQuoting() throws IOException {
    refuses(CsvFormat.defaults(), "a,b\n1,2\n\"x\"y,3\n", "t.csv line", "quote");
    refuses(CsvFormat.defaults(), "a,b\n1,2\n\"x,3\n4,5\n", "t.csv line", "quote");
  }

  @Test
  void refusesAHeaderWithoutDistinctNames() throws IOException {
    refuses(CsvFormat.defaults(), "", "no line");
    refuses(CsvFormat.defaults(), "a,,b\n", "t.csv line 1", "without a name");
    refuses(CsvFormat.defaults(), "\na,b, a \n", "t.csv line 2", "two columns \"a\"");
    assertThatExceptionOfType(ExamplesException.class)
        .isThrownBy(() -> CsvFormat.defaults().names(List.of("a", "a")));
    assertThatExceptionOfType(ExamplesException.class)
        .isThrownBy(() -> CsvFormat.defaults().delimiter('"'));
  }

  @Test
  void refusesTextWhereNumbersAreAskedFor() throws IOException {
    refuses(
        CsvFormat.defaults().numbers("a"),
        "a,b\n1,x\nn/a,x\n",
        "t.csv line 3, column \"a\"",
        "\"n/a\"",
        "CsvFormat.missing(\"n/a\")");
  }

  @Test
  void refusesFilesThatCannotBeRead() throws IOException {
    assertThatExceptionOfType(ExamplesException.class)
        .isThrownBy(() -> Examples.csv(folder.resolve("none.csv")))
        .withMessageContaining("no such file");
    assertThatExceptionOfType(ExamplesException.class).isThrownBy(() -> Examples.csv(folder));
    Path latin = Files.write(folder.resolve("l.csv"), new byte[] {'a', '\n', (byte) 0xE4, '\n'});
    assertThatExceptionOfType(ExamplesException.class)
        .isThrownBy(() -> Examples.csv(latin))
        .withMessageContaining("UTF-8");
    Path plain = Files.writeString(folder.resolve("p.gz"), "a\n1\n");
    assertThatExceptionOfType(ExamplesException.class)
        .isThrownBy(() -> Examples.csv(plain))
        .withMessageContaining("p.gz");
  }

  @Test
  void aHeaderAloneIsATableWithoutRows() throws IOException {
    assertThat(read("a,b\n").rows()).isZero();
  }
}
