package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Blocks;
import dev.espalier.dsl.Features;
import dev.espalier.dsl.Tasks;
import dev.espalier.dsl.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetTest {
  @TempDir Path folder;

  private static ExampleStream stream(Path... files) {
    return ExampleStream.parquet(files).rowsAtATime(7);
  }

  private static Topology topology() {
    return Topology.builder("t")
        .inputs(
            Features.numeric("age"),
            Features.numeric("v", 3),
            Features.categorical("id", 5),
            Features.vocabulary("word", 3),
            Features.multivalent(Features.vocabulary("tags", 4), 3),
            Features.sequence("seen_items", 4))
        .shared(Blocks.sharedBottom(2))
        .task(Tasks.binary("click"))
        .task(Tasks.regression("dwell").mask("seen").exampleWeight("w"))
        .build();
  }

  private static Examples rows(int count) {
    List<List<String>> tags = new ArrayList<>();
    long[][] items = new long[count][];
    Random random = new Random(4);
    for (int i = 0; i < count; i++) {
      tags.add(List.of("a", "b", "ü", "").subList(0, random.nextInt(5)));
      items[i] = random.longs(random.nextInt(6), 0, 9).toArray();
    }
    return Cases.rows(count, 3).with(Lists.of("tags", tags)).with(Lists.of("seen_items", items));
  }

  /** Through Parquet the same rows reach the training bit by bit. */
  @Test
  void isFittedAndEncodedAsTheTableThatWasWritten() throws IOException {
    Examples table = rows(500);
    Path[] files = ParquetFiles.shards(folder, table, 3);
    assertThat(FittedStream.fit(topology(), stream(files)).facts())
        .isEqualTo(new StreamFacts(500, true));
    Cases.streamsAs(stream(files), topology(), table);
  }

  /** The same table as text and as Parquet. */
  @Test
  void isFittedAsTheSameTableOfText() throws IOException {
    Examples table = Cases.rows(300, 3);
    ExampleStream text = ExampleStream.csv(CsvFiles.shards(folder, table, 2));
    ExampleStream typed = stream(ParquetFiles.shards(folder, table, 2));
    assertThat(FittedStream.fit(Cases.everything(), typed))
        .isEqualTo(FittedStream.fit(Cases.everything(), text));
  }

  @ParameterizedTest
  @EnumSource(
      value = CompressionCodecName.class,
      names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
  void readsPagesOfBothVersionsInAnyPacking(CompressionCodecName codec) throws IOException {
    Examples table = rows(250);
    for (WriterVersion version : WriterVersion.values()) {
      for (boolean dictionary : new boolean[] {true, false}) {
        Path file =
            ParquetFiles.write(
                folder.resolve("t.parquet"),
                table,
                writer ->
                    writer
                        .withCompressionCodec(codec)
                        .withWriterVersion(version)
                        .withDictionaryEncoding(dictionary));
        Cases.streamsAs(stream(file), topology(), table);
      }
    }
  }

  @Test
  void aFileInMemoryIsTheTableThatWasWritten() throws IOException {
    Examples table = rows(3000);
    Path file = ParquetFiles.write(folder.resolve("t.parquet"), table);
    Examples read = Examples.parquet(file);
    assertThat(read.rows()).isEqualTo(3000);
    assertThat(read.place(2999)).isEqualTo("t.parquet row 3000");
    assertThat(Fitting.fit(topology(), read)).isEqualTo(Fitting.fit(topology(), table));
    for (Column column : table.columns()) {
      Column same = read.column(column.name());
      for (int row = 0; row < 3000 && !column.name().equals("v"); row++) {
        assertThat(same.text(row)).isEqualTo(column.text(row));
        assertThat(same.isMissing(row)).isEqualTo(column.isMissing(row));
      }
    }
    assertThat(read.column("tags").type()).isEqualTo("list of text");
    assertThat(read.column("v").type()).isEqualTo("list of number");
    assertThat(read.column("id").type()).isEqualTo("integer");
  }

  private Path one(String fields, Consumer<Group> values) throws IOException {
    MessageType schema = MessageTypeParser.parseMessageType("message m {" + fields + "}");
    Group row = new SimpleGroup(schema);
    values.accept(row);
    return ParquetFiles.write(folder.resolve("t.parquet"), schema, List.of(row), s -> s);
  }

  private void reads(String type, Consumer<Group> value, String kind, String text)
      throws IOException {
    Column column = Examples.parquet(one("optional " + type + ";", value)).columns().get(0);
    assertThat(column.type()).as(type).isEqualTo(kind);
    assertThat(column.text(0)).as(type).isEqualTo(text);
  }

  @Test
  void readsNumbersOfAnyWidthAndTexts() throws IOException {
    reads("boolean x", row -> row.add(0, true), "integer", "1");
    reads("boolean x", row -> row.add(0, false), "integer", "0");
    reads("int32 x", row -> row.add(0, -7), "integer", "-7");
    reads("int32 x (INTEGER(8,true))", row -> row.add(0, -7), "integer", "-7");
    reads("int32 x (INTEGER(32,false))", row -> row.add(0, -1), "integer", "4294967295");
    reads("int64 x", row -> row.add(0, Long.MIN_VALUE), "integer", "-9223372036854775808");
    reads("int64 x (INTEGER(64,false))", row -> row.add(0, 5L), "integer", "5");
    reads("float x", row -> row.add(0, 1.5f), "number", "1.5");
    reads("float x", row -> row.add(0, Float.NaN), "number", "");
    reads("double x", row -> row.add(0, .1), "number", "0.1");
    reads("int32 x (DECIMAL(9,2))", row -> row.add(0, -1234), "number", "-12.34");
    reads("int64 x (DECIMAL(18,3))", row -> row.add(0, 1234L), "number", "1.234");
    Binary digits = Binary.fromConstantByteArray(new byte[] {-1, 0});
    reads("binary x (DECIMAL(20,2))", row -> row.add(0, digits), "number", "-2.56");
    reads("fixed_len_byte_array(2) x (DECIMAL(4,1))", row -> row.add(0, digits), "number", "-25.6");
    reads("binary x (STRING)", row -> row.add(0, "ü"), "text", "ü");
    reads("binary x", row -> row.add(0, "a"), "text", "a");
    reads("binary x (ENUM)", row -> row.add(0, "A"), "text", "A");
    reads("binary x (STRING)", row -> row.add(0, ""), "text", "");
  }

  @Test
  void readsNumbersOfSixteenBits() throws IOException {
    int[][] cases = {{0x3c00, 1}, {0xc000, -2}, {0x7bff, 65504}, {0x0000, 0}, {0x4248, 0}};
    for (int[] of : cases) {
      byte[] bytes = {(byte) of[0], (byte) (of[0] >> 8)};
      Path file =
          one(
              "optional fixed_len_byte_array(2) x (FLOAT16);",
              row -> row.add(0, Binary.fromConstantByteArray(bytes)));
      float value = ((Numbers) Examples.parquet(file).column("x")).at(0);
      assertThat(value).isEqualTo(of[0] == 0x4248 ? 3.140625f : of[1]);
    }
  }

  /** As old programs wrote lists, and as the format says now. */
  @Test
  void readsListsOfAnyShape() throws IOException {
    String[] shapes = {
      "repeated int32 x;",
      "optional group x (LIST) { repeated int32 element; }",
      "optional group x (LIST) { repeated group array { required int32 e; } }",
      "required group x (LIST) { repeated group list { optional int32 element; } }"
    };
    for (String shape : shapes) {
      Path file =
          one(
              shape,
              row -> {
                for (int i = 3; i < 6; i++) {
                  if (shape.startsWith("repeated")) {
                    row.add("x", i);
                  } else {
                    Group list = i == 3 ? row.addGroup("x") : row.getGroup("x", 0);
                    if (list.getType().getType(0).isPrimitive()) {
                      list.add(0, i);
                    } else {
                      list.addGroup(0).add(0, i);
                    }
                  }
                }
              });
      Column column = Examples.parquet(file).column("x");
      assertThat(column.type()).as(shape).isEqualTo("list of integer");
      assertThat(column.text(0)).as(shape).isEqualTo("3|4|5");
    }
  }

  @Test
  void aListMayBeNullOrEmptyOrHoldNulls() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { optional group x (LIST) { repeated group list { optional float e; }}}");
    Group missing = new SimpleGroup(schema);
    Group empty = new SimpleGroup(schema);
    empty.addGroup(0);
    Group holes = new SimpleGroup(schema);
    Group list = holes.addGroup(0);
    list.addGroup(0);
    list.addGroup(0).add(0, 2f);
    Path file =
        ParquetFiles.write(
            folder.resolve("t.parquet"), schema, List.of(missing, empty, holes, missing), s -> s);
    Lists column = (Lists) Examples.parquet(file).column("x");
    assertThat(column.isMissing(0)).isTrue();
    assertThat(column.isMissing(1)).isTrue();
    assertThat(column.text(2)).isEqualTo("|2.0");
    assertThat(column.isMissing(3)).isTrue();
  }

  @Test
  void saysWhichTypesHaveNoPlace() throws IOException {
    String[][] cases = {
      {"int32 x (DATE)", "DATE"},
      {"int64 x (TIMESTAMP(MILLIS,true))", "TIMESTAMP(MILLIS,true)"},
      {"int96 x", "INT96"},
      {"group x { optional float inner; }", "a group of fields"},
      {
        "group x (MAP) { repeated group key_value { required binary key; optional float value; } }",
        "MAP"
      },
      {"fixed_len_byte_array(16) x (UUID)", "UUID"}
    };
    Topology topology = Cases.topology(Features.numeric("x"));
    for (String[] of : cases) {
      String end = of[0].endsWith("}") ? "" : ";";
      Path file = one("optional " + of[0] + end + " required float y;", row -> row.add("y", 1f));
      Cases.refuses(
          () -> FittedStream.fit(topology, stream(file)),
          "t.parquet, column \"x\": received values of type " + of[1]);
      Examples table = Examples.parquet(file);
      assertThat(table.columns()).hasSize(1);
      Cases.refuses(
          () -> Fitting.fit(topology, table.take(new int[] {0})),
          "t.parquet, column \"x\": received values of type " + of[1]);
    }
  }

  /** What is in row 9 of a stream of ten. */
  private void refuses(String type, Consumer<Group> wrong, String... says) throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { optional "
                + type
                + (type.endsWith("}") ? "" : ";")
                + " required float y;}");
    List<Group> rows = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Group row = new SimpleGroup(schema);
      row.add("y", 1f);
      if (i == 8) {
        wrong.accept(row);
      }
      rows.add(row);
    }
    Path file = ParquetFiles.write(folder.resolve("t.parquet"), schema, rows, s -> s);
    Topology topology = Cases.topology(Features.numeric("x"), Features.categorical("id", 3));
    Topology other = Cases.topology(Features.numeric("v", 2));
    Topology words = Cases.topology(Features.vocabulary("w", 3));
    Cases.refuses(
        () ->
            FittedStream.fit(
                type.contains(" w") ? words : type.contains(" v") ? other : topology, stream(file)),
        says);
  }

  @Test
  void namesFileRowAndColumnOfWhatDoesNotFit() throws IOException {
    refuses(
        "double x",
        row -> row.add("x", 1e300),
        "t.parquet row 9, column \"x\": received 1.0E300, allowed is a number of float32");
    refuses(
        "int64 x (INTEGER(64,false))",
        row -> row.add("x", -1L),
        "t.parquet row 9, column \"x\": received 18446744073709551615");
    refuses(
        "binary w",
        row -> row.add("w", Binary.fromConstantByteArray(new byte[] {-4})),
        "t.parquet row 9, column \"w\": received bytes that are no UTF-8");
    refuses(
        "binary x (STRING)",
        row -> row.add("x", "seven"),
        "t.parquet row 9, column \"x\": received the text \"seven\"");
    refuses(
        "float x",
        row -> row.add("x", Float.POSITIVE_INFINITY),
        "t.parquet row 9, column \"x\": received Infinity");
    refuses(
        "group v (LIST) { repeated float element; }",
        row -> row.addGroup("v").append("element", 1f),
        "t.parquet row 9, column \"v\": received 1 values, allowed is 2 values");
    refuses(
        "group x (LIST) { repeated float element; }",
        row -> row.addGroup("x").append("element", 1f),
        "t.parquet, column \"x\": received lists, allowed is one number per row");
    refuses("float z", row -> {}, "t.parquet: received the columns y", "a column \"x\"");
  }

  @Test
  void aFileThatIsNoneOrBrokenIsNamed() throws IOException {
    Path whole = ParquetFiles.write(folder.resolve("whole.parquet"), Cases.rows(40, 5));
    byte[] bytes = Files.readAllBytes(whole);
    Path file = folder.resolve("t.parquet");
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
    refuses(file, "t.parquet: received");
    byte[] flipped = bytes.clone();
    flipped[60] ^= 4;
    Files.write(file, flipped);
    refuses(file, "t.parquet row 1 or after");
    Files.write(file, "x,y\n1,2\n3,4\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8));
    refuses(file, "t.parquet: received", "is not a Parquet file");
    Files.write(file, new byte[0]);
    refuses(file, "t.parquet: received", "is not a Parquet file");
    refuses(folder.resolve("gone.parquet"), "gone.parquet", "no such file");
    refuses(folder, "no file that can be read");
    ParquetFiles.write(file, Examples.of(Numbers.of("a", 1), Numbers.of("b", 1)));
    refuses(file, "t.parquet: received the columns a, b");
    ParquetFiles.write(file, Cases.rows(40, 5).take(new int[0]));
    refuses(file, "t.parquet: received 0 rows");
    ParquetFiles.write(
        file, Cases.rows(9, 5), writer -> writer.withCompressionCodec(CompressionCodecName.BROTLI));
    refuses(file, "t.parquet row group 1", "the compression BROTLI", "SNAPPY");
  }

  private static void refuses(Path file, String... says) {
    Cases.refuses(() -> FittedStream.fit(Cases.everything(), stream(file)), says);
    try {
      FittedStream.fit(Cases.everything(), stream(file));
    } catch (ExamplesException e) {
      assertThat(e.getMessage()).doesNotContain("\n");
    }
  }

  /** Bytes changed at random places: the table that was written, or an error of one line. */
  @Test
  void anyBytesAreATableOrAnError() throws IOException {
    Path whole = ParquetFiles.write(folder.resolve("whole.parquet"), Cases.rows(130, 5));
    byte[] bytes = Files.readAllBytes(whole);
    FittedStream expected = FittedStream.fit(Cases.everything(), stream(whole));
    Random random = new Random(8);
    int errors = 0;
    int equal = 0;
    for (int i = 0; i < 500; i++) {
      byte[] changed =
          random.nextInt(4) > 0
              ? bytes.clone()
              : Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        // As often in the last part, which says where everything is.
        int from = random.nextBoolean() ? 0 : changed.length * 2 / 3;
        changed[from + random.nextInt(changed.length - from)] ^= (byte) (1 << random.nextInt(8));
      }
      Path file = Files.write(folder.resolve("f.parquet"), changed);
      try {
        FittedStream read = FittedStream.fit(Cases.everything(), stream(file));
        equal += read.equals(expected) ? 1 : 0;
      } catch (ExamplesException e) {
        errors++;
        assertThat(e.problems().get(0).toString()).startsWith("f.parquet").doesNotContain("\n");
      }
    }
    assertThat(errors).isGreaterThan(200);
    assertThat(errors + equal).isEqualTo(500);
  }

  @Test
  void saysWhatToAddWhereTheLibraryIsNotThere() {
    Cases.refuses(
        () -> ParquetLibrary.require(ClassLoader.getPlatformClassLoader()),
        "org.apache.parquet:parquet-hadoop:1.18.1",
        "org.apache.hadoop:hadoop-common:");
  }
}
