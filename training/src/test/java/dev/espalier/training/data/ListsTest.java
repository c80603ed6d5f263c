package dev.espalier.training.data;

import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.hashed;
import static dev.espalier.dsl.Features.multivalent;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.vocabulary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.RawColumn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ListsTest {
  private static final Topology TAGS = Cases.topology(multivalent(hashed("tags", 1000), 3));

  @Test
  void textIsTakenApart() {
    Column text = Text.of("t", Arrays.asList("b| a |b", null, "a", "a||", ""));
    Lists lists = Lists.of(text);
    assertThat(lists.rows()).isEqualTo(5);
    assertThat(lists.length(0)).isEqualTo(3);
    assertThat(lists.text(0)).isEqualTo("b|a|b");
    assertThat(lists.isMissing(1)).isTrue();
    assertThat(lists.text(2)).isEqualTo("a");
    assertThat(lists.text(3)).isEqualTo("a||");
    assertThat(lists.isMissing(4)).isTrue();
    assertThat(lists.type()).isEqualTo("list of text");
  }

  @Test
  void rowsAreTaken() {
    Lists lists = Lists.of("x", new long[] {1, 2}, new long[] {}, new long[] {3});
    Lists taken = lists.take(new int[] {2, 0, 2, 1}).named("y");
    assertThat(taken.name()).isEqualTo("y");
    assertThat(List.of(taken.text(0), taken.text(1), taken.text(2), taken.text(3)))
        .containsExactly("3", "1|2", "3", "");
    assertThat(Examples.of(lists).describe()).contains("list of integer").contains("3");
  }

  @Test
  void valuesBecomeRows() {
    Topology topology =
        Cases.topology(
            numeric("age").raw(),
            multivalent(categorical("ids", 5), 2),
            multivalent(vocabulary("words", 2), 3).weights("w"));
    Examples examples =
        Examples.of(
            Numbers.of("age", 7, 8, 9),
            Lists.of("ids", new long[] {4, 9, 1}, new long[] {}, new long[] {-3, 0}),
            Text.of("words", Arrays.asList("b|a|b", "c", null)),
            Text.of("w", Arrays.asList("1||-2", "0.5", null)));
    FittedFeatures fitted = Fitting.fit(topology, examples);
    assertThat(fitted.vocabulary("words")).containsExactly("b", "a");
    EncodedExamples encoded = Encoding.encodeInputs(topology, fitted, examples);
    assertThat(encoded.ids)
        .containsExactly(
            4, 5, 0, 1, 0, //
            -1, -1, 2, -1, -1, //
            -1, 0, -1, -1, -1);
    assertThat(encoded.numbers).containsExactly(7, 1, 0, 0, 8, .5f, 0, 0, 9, 0, 0, 0);
    Map<String, RawColumn> request = RequestColumns.of(topology, examples);
    assertThat(request.keySet()).containsExactly("age", "ids", "words", "w");
    assertThat(request.get("ids").type()).isEqualTo("int64[2]");
    assertThat(request.get("words").type()).isEqualTo("string[3]");
    assertThat(request.get("w").rows()).isEqualTo(3);
  }

  @Test
  void arraysFilesAndMatricesGiveTheSame(@TempDir Path folder) throws Exception {
    Topology topology =
        Cases.topology(
            multivalent(categorical("ids", 50), 2).weights("w"), multivalent(hashed("s", 9), 2));
    Path file = folder.resolve("lists.csv");
    Files.writeString(file, "ids,w,s\n3|4,1|2,x|y\n7|8,3|4,z|x\n");
    Examples read = Examples.csv(file, CsvFormat.defaults().of(topology));
    Examples made =
        Examples.of(
            Lists.of("ids", new long[] {3, 4}, new long[] {7, 8}),
            Numbers.of("w", 2, new float[] {1, 2, 3, 4}),
            Lists.of("s", List.of(List.of("x", "y"), List.of("z", "x"))));
    EncodedExamples first = Encoding.encodeInputs(topology, FittedFeatures.none(), read);
    EncodedExamples second = Encoding.encodeInputs(topology, FittedFeatures.none(), made);
    assertThat(first.ids).isEqualTo(second.ids);
    assertThat(first.numbers).isEqualTo(second.numbers).containsExactly(1, 2, 3, 4);
  }

  @Test
  void listsThatAreCutAreCounted() {
    Logger logger = (Logger) LoggerFactory.getLogger(Encoding.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      Examples examples = Examples.of(Text.of("tags", List.of("a|b|c|d", "a|b|c", "a|b|c|d|e")));
      EncodedExamples encoded = Encoding.encodeInputs(TAGS, FittedFeatures.none(), examples);
      assertThat(Arrays.copyOf(encoded.ids, 3)).isEqualTo(Arrays.copyOfRange(encoded.ids, 3, 6));
    } finally {
      logger.detachAppender(log);
    }
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "Feature \"tags\": 2 of 3 examples have more than 3 values; their first 3 are taken.");
  }

  @Test
  void refusesWhatIsNoList() {
    refused(multivalent(categorical("x", 5), 2), Text.of("x", List.of("1|2", "1|b")))
        .hasMessageContaining("examples row 1, column \"x\"")
        .hasMessageContaining("\"b\"");
    refused(multivalent(hashed("x", 5), 2), Lists.of("x", new float[] {1.5f}))
        .hasMessageContaining("lists of numbers");
    refused(
            multivalent(hashed("x", 5), 2).weights("w"),
            Text.of("x", List.of("a|b")),
            Text.of("w", List.of("1")))
        .hasMessageContaining("examples row 0, column \"w\"")
        .hasMessageContaining("1 weights for 2 values");
    refused(
            multivalent(hashed("x", 5), 2).weights("w"),
            Text.of("x", List.of("a")),
            Lists.of("w", new float[] {Float.POSITIVE_INFINITY}))
        .hasMessageContaining("Infinity");
    refused(multivalent(hashed("x", 5), 2)).hasMessageContaining("a column \"x\"");
    refused(numeric("x").raw(), Lists.of("x", new float[] {1}))
        .hasMessageContaining("column \"x\"")
        .hasMessageContaining("multivalent");
    refused(hashed("x", 5), Lists.of("x", new long[] {1})).hasMessageContaining("multivalent");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(
      Feature feature, Column... columns) {
    List<Column> all = new java.util.ArrayList<>(List.of(columns));
    int rows = all.isEmpty() ? 1 : all.get(0).rows();
    all.add(Numbers.of("other", new float[rows]));
    return assertThatThrownBy(
            () ->
                Encoding.encodeInputs(
                    Cases.topology(feature), FittedFeatures.none(), Examples.of(all)))
        .isInstanceOf(ExamplesException.class);
  }
}
