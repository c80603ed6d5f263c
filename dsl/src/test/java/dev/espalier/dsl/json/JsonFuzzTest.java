package dev.espalier.dsl.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.espalier.dsl.GeneratedTopologies;
import dev.espalier.dsl.JavaTopologies;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.TopologyException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whatever is done to a text, it is read or refused, never anything else, and soon. */
class JsonFuzzTest {
  private static final List<String> SEEDS =
      Stream.concat(
              Stream.of(JavaTopologies.everything()),
              IntStream.range(0, 40).mapToObj(GeneratedTopologies::of))
          .map(TopologyJson::write)
          .toList();

  private static final String[] TOKENS = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u",
    "null",
    "true",
    "-",
    "0",
    "1e9",
    "1e-9",
    ".5",
    "-1",
    "2147483647",
    "-2147483648",
    "99999999999999999999",
    "NaN",
    "\"units\"",
    "\"schema\"",
    "\"dense\"",
    "\"mmoe\": {}",
    "\u0000",
    "\ud800",
    "é",
    " ",
    "\n",
    "[[[[[[[[[[",
    "{\"a\":"
  };

  private final Random random = new Random(20_250_101);

  @Test
  void mutatedTextsAreReadOrRefused() {
    int read = 0;
    int refused = 0;
    int invalid = 0;
    for (int i = 0; i < 6_000; i++) {
      String text = SEEDS.get(random.nextInt(SEEDS.size()));
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        text = mutated(text);
      }
      try {
        Topology topology = TopologyJson.read(text);
        assertThat(TopologyJson.read(TopologyJson.write(topology))).isEqualTo(topology);
        read++;
      } catch (TopologyJsonException expected) {
        assertThat(expected.getMessage().lines()).hasSize(1);
        refused++;
      } catch (TopologyException expected) {
        invalid++;
      } catch (RuntimeException | StackOverflowError unexpected) {
        fail("Reading this threw " + unexpected + ":\n" + text, unexpected);
      }
    }
    // The mutations are neither all harmless nor all fatal.
    assertThat(List.of(read, refused, invalid)).allMatch(n -> n > 60);
  }

  @Test
  void hostileTextsAreRefusedSoon() {
    String body =
        "{\"schema\": 1, \"name\": \"t\", \"inputs\": [{\"numeric\": {\"name\": \"x\"}}],";
    List<String> texts =
        List.of(
            "[".repeat(1 << 20),
            "0".repeat(1 << 20),
            "1".repeat(1 << 20),
            "\"" + "\\u0000".repeat(170_000),
            " ".repeat(1 << 20),
            "[" + "0,".repeat(500_000) + "0]",
            body + "\"shared\": [{\"dense\": {\"units\": [" + "0,".repeat(500_000) + "0]}}]}",
            body + "\"tasks\": [" + "{},".repeat(330_000) + "{}]}",
            body + "\"shared\": [" + "{\"mmoe\":{}},".repeat(80_000) + "{}], \"tasks\": []}");
    Assertions.assertTimeout(
        Duration.ofSeconds(30),
        () -> {
          for (String text : texts) {
            Assertions.assertThrows(
                IllegalArgumentException.class,
                () -> TopologyJson.read(text),
                () -> text.substring(0, 100));
          }
        });
  }

  private String mutated(String text) {
    if (text.isEmpty()) {
      return any();
    }
    int at = random.nextInt(text.length());
    int to = Math.min(text.length(), at + 1 + random.nextInt(12));
    return switch (random.nextInt(6)) {
      case 0 -> text.substring(0, at) + text.substring(to);
      case 1 -> text.substring(0, at) + any() + text.substring(at);
      case 2 -> text.substring(0, at) + any() + text.substring(to);
      case 3 -> text.substring(0, at) + text.substring(at, to) + text.substring(at);
      case 4 -> random.nextInt(10) == 0 ? text.substring(0, at) : number(text, at);
      default -> number(text, at);
    };
  }

  /** The next number in the text, exchanged for another. */
  private String number(String text, int from) {
    int at = from;
    while (at < text.length() && !Character.isDigit(text.charAt(at))) {
      at++;
    }
    int to = at;
    while (to < text.length() && "0123456789.E-".indexOf(text.charAt(to)) >= 0) {
      to++;
    }
    String[] numbers = {"0", "-1", "1", "3", "0.25", "1e30", "65536", "2147483647", "-0.0"};
    return text.substring(0, at) + numbers[random.nextInt(numbers.length)] + text.substring(to);
  }

  private String any() {
    return TOKENS[random.nextInt(TOKENS.length)];
  }
}
