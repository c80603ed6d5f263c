package dev.espalier.dsl.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.espalier.dsl.JavaTopologies;
import dev.espalier.dsl.Limits;
import dev.espalier.dsl.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, where, and in which words. */
class StrictnessTest {
  private static final String LEGAL =
      """
      {
        "schema": 1,
        "name": "t",
        "inputs": [{"numeric": {"name": "x"}}, {"categorical": {"name": "c", "coding": {"id": {"size": 9}}}}],
        "shared": [{"experts": {"count": 8, "units": [64]}}, {"snr": {"subNetworks": 2, "units": [4], "codes": {"beta": 0.5}}}],
        "tasks": [{"name": "y", "target": {"binary": {}}, "tower": {"units": [4]}, "weight": 2.0}]
      }
      """;

  /** Change a part of the legal text, and one problem comes of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Unknown keys and kinds.
        "\"name\": \"t\" | \"name\": \"t\", \"nam\": 1 | $.nam | an unknown key",
        "\"count\": 8 | \"count\": 8, \"Units\": [] | $.shared[0].experts.Units | an unknown key",
        "\"beta\" | \"bet a\" | $.shared[1].snr.codes[\"bet a\"] | an unknown key",
        "{\"id\": {\"size\": 9}} | {} | $.inputs[1].categorical.coding | none",
        "{\"binary\": {}} | {\"binary\": {}, \"regression\": {}} | $.tasks[0].target | binary and regression",
        // Wrong types.
        "\"count\": 8 | \"count\": \"8\" | $.shared[0].experts.count | \"8\"",
        "\"count\": 8 | \"count\": 8.0 | $.shared[0].experts.count | 8.0",
        "\"count\": 8 | \"count\": 8e0 | $.shared[0].experts.count | 8e0",
        "\"count\": 8 | \"count\": 2147483648 | $.shared[0].experts.count | 2147483648",
        "\"count\": 8 | \"count\": true | $.shared[0].experts.count | true",
        "\"count\": 8 | \"count\": null | $.shared[0].experts.count | null",
        "\"count\": 8 | \"count\": {} | $.shared[0].experts.count | an object",
        "\"units\": [64] | \"units\": 64 | $.shared[0].experts.units | 64",
        "\"units\": [64] | \"units\": [64, \"a\"] | $.shared[0].experts.units[1] | \"a\"",
        "\"units\": [64] | \"units\": [64], \"activation\": \"RELU\" | $.shared[0].experts.activation | \"RELU\"",
        "\"units\": [64] | \"units\": [64], \"activation\": 1 | $.shared[0].experts.activation | 1",
        "{\"beta\": 0.5} | [0.5] | $.shared[1].snr.codes | an array",
        "\"name\": \"t\" | \"name\": 1 | $.name | 1",
        "\"name\": \"t\" | \"name\": null | $.name | null",
        "\"weight\": 2.0 | \"mask\": null | $.tasks[0].mask | null",
        "\"beta\": 0.5 | \"beta\": \"0.5\" | $.shared[1].snr.codes.beta | \"0.5\"",
        "\"beta\": 0.5 | \"beta\": \"NaN\" | $.shared[1].snr.codes.beta | \"NaN\"",
        "\"beta\": 0.5 | \"beta\": 1e39 | $.shared[1].snr.codes.beta | 1e39",
        "\"beta\": 0.5 | \"beta\": -1e999999 | $.shared[1].snr.codes.beta | -1e999999",
        "{\"name\": \"x\"} | {\"name\": \"x\", \"scaling\": \"raw\", \"quantiles\": 9} | $.inputs[0].numeric | scaling and quantiles",
        "{\"name\": \"x\"} | {\"name\": \"x\", \"quantiles\": \"9\"} | $.inputs[0].numeric.quantiles | \"9\"",
        "{\"name\": \"x\"} | {\"name\": \"x\", \"transforms\": [{}]} | $.inputs[0].numeric.transforms[0] | none",
        "{\"name\": \"x\"} | {\"name\": \"x\", \"missing\": \"told\"} | $.inputs[0].numeric.missing | \"told\"",
        // Keys twice, or not at all.
        "\"count\": 8 | \"count\": 8, \"count\": 8 | $.shared[0].experts.count | a repeated key",
        "\"count\": 8 | \"count\": 8, \"\\u0063ount\": 8 | $.shared[0].experts.count | a repeated key",
        "\"count\": 8, | `` | $.shared[0].experts.count | nothing",
        "\"name\": \"t\", | `` | $.name | nothing",
        "\"target\": {\"binary\": {}}, | `` | $.tasks[0].target | nothing",
        // The version of the schema.
        "\"schema\": 1, | `` | $.schema | nothing",
        "\"schema\": 1 | \"schema\": 2 | $.schema | 2",
        "\"schema\": 1 | \"schema\": 1.0 | $.schema | 1.0",
        "\"schema\": 1 | \"schema\": \"1\" | $.schema | \"1\"",
        "\"schema\": 1 | \"schema\": null | $.schema | null",
        "\"schema\": 1 | \"schema\": {} | $.schema | an object",
      })
  void refuses(String part, String instead, String path, String received) {
    assertThat(LEGAL).contains(part);

    TopologyJsonException refusal = refusal(LEGAL.replaceFirst(quote(part), quoteNew(instead)));

    assertThat(refusal.problems()).hasSize(1);
    assertThat(refusal.problems().get(0).path()).isEqualTo(path);
    assertThat(refusal.problems().get(0).received()).isEqualTo(received);
    assertOneLine(refusal);
  }

  @Test
  void readsTheTextThatTheOthersAreMadeOf() {
    assertThat(TopologyJson.read(LEGAL).name()).isEqualTo("t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | line 1, column 1 | the end",
        "{ | line 1, column 2 | the end",
        "[ | line 1, column 2 | the end",
        "{\"a\" 1} | line 1, column 6 | \"1\"",
        "{a: 1} | line 1, column 2 | \"a\"",
        "{'a': 1} | line 1, column 2 | \"'\"",
        "{\"a\": 1,} | line 1, column 9 | \"}\"",
        "[1,] | line 1, column 4 | \"]\"",
        "[1 2] | line 1, column 4 | \"2\"",
        "{\"a\": 01} | line 1, column 8 | \"1\"",
        "{\"a\": +1} | line 1, column 7 | \"+\"",
        "{\"a\": .5} | line 1, column 7 | \".\"",
        "{\"a\": 5.} | line 1, column 9 | \"}\"",
        "{\"a\": 1e} | line 1, column 9 | \"}\"",
        "{\"a\": -} | line 1, column 8 | \"}\"",
        "{\"a\": NaN} | line 1, column 7 | \"N\"",
        "{\"a\": Infinity} | line 1, column 7 | \"I\"",
        "{\"a\": -Infinity} | line 1, column 8 | \"I\"",
        "{\"a\": nul} | line 1, column 7 | \"n\"",
        "{\"a\": nullx} | line 1, column 7 | \"n\"",
        "{\"a\": True} | line 1, column 7 | \"T\"",
        "{\"a\": \"b | line 1, column 9 | the end",
        "{\"a\": \"\\x\"} | line 1, column 9 | \"x\"",
        "{\"a\": \"\\u12g4\"} | line 1, column 9 | \"u\"",
        "{\"a\": \"\\u12 | line 1, column 9 | \"u\"",
        "{\"a\": 1} {} | line 1, column 10 | \"{\"",
        "{\"a\": 1} // why | line 1, column 10 | \"/\"",
      })
  void refusesWhatIsNoJson(String text, String place, String received) {
    TopologyJsonException refusal = refusal(text);

    assertThat(refusal.problems().get(0).path()).endsWith(place);
    assertThat(refusal.problems().get(0).received()).isEqualTo(received);
    assertOneLine(refusal);
  }

  @Test
  void countsLines() {
    assertThat(refusal("{\n  \"a\": [1,\n    x]}").problems().get(0).path())
        .isEqualTo("$.a[1], line 3, column 5");
    assertThat(refusal("\ufeff{}").problems().get(0).received()).isEqualTo("\"\ufeff\"");
    assertThat(refusal("{\"a\": \"b\nc\"}").problems().get(0).received()).isEqualTo("\"\\n\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"a\"", "null", "true"})
  void refusesWhatIsNoObject(String text) {
    assertThat(refusal(text).problems()).extracting(Problem::path).containsExactly("$");
  }

  @Test
  void reportsWhatDeviatesAtOnce() {
    TopologyJsonException refusal =
        refusal("{\"schema\": 1, \"name\": 3, \"inputs\": {}, \"task\": []}");

    assertThat(refusal.problems())
        .extracting(Problem::path)
        .containsExactly("$.name", "$.inputs", "$.task", "$.tasks");
    assertThat(refusal)
        .hasMessage("$.name: received 3, allowed is text in quotes. Correct it. And 3 more.");
    String wrong = "{\"schema\": 1, \"name\": \"t\", \"inputs\": [" + "1,".repeat(999) + "1]}";
    assertThat(refusal(wrong).problems()).hasSize(100);
  }

  @Test
  void saysWhichKindsThereAre() {
    assertThat(refusal(LEGAL.replace("\"experts\"", "\"expert\"")))
        .hasMessageStartingWith(
            "$.shared[0].expert: received an unknown key, allowed is dense, sharedBottom, experts,"
                + " omoe, mmoe, snr, ")
        .hasMessageEndingWith(". Correct or remove it. And 1 more.");
  }

  @Test
  void holdsBytesAndNestingToTheLimits() {
    String json = TopologyJson.write(JavaTopologies.feedRanking());
    Limits limits = Limits.defaults();

    assertThat(TopologyJson.read(json, limits.jsonBytes(json.length()))).isNotNull();
    assertThat(refusal(json, limits.jsonBytes(json.length() - 1)))
        .hasMessageStartingWith("$: received " + json.length() + " bytes, allowed is at most ");
    String accents = "{\"é€𝄞\": ";
    assertThat(refusal(accents, limits.jsonBytes(13))).hasMessageStartingWith("$: received 14");
    assertThat(refusal(accents, limits.jsonBytes(14))).hasMessageContaining("the end");
    assertThat(TopologyJson.read(json, limits.jsonNesting(6))).isNotNull();
    assertThat(refusal(json, limits.jsonNesting(5)))
        .hasMessageContaining("received more than 5 levels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"b\":", "[[],"})
  void deepNestingIsNoStackOverflow(String part) {
    Limits limitless = Limits.defaults().jsonBytes(1 << 30).jsonNesting(Integer.MAX_VALUE);

    assertThat(refusal(part.repeat(150_000))).hasMessageContaining("32 levels");
    assertThat(refusal(part.repeat(150_000), limitless)).hasMessageContaining("512 levels");
  }

  @Test
  void aLongTextIsNotRepeated() {
    String word = "a".repeat(500_000);

    assertThat(refusal("{\"" + word + "\": ")).message().hasSizeLessThan(400);
    assertThat(refusal("{\"schema\": \"" + word + "\"}")).message().hasSizeLessThan(400);
    assertThat(refusal("{\"schema\": " + "1".repeat(500_000) + "}")).message().hasSizeLessThan(400);
    assertThat(refusal("{\"schema\": 1, \"" + word + "\": 1}")).message().hasSizeLessThan(400);
  }

  private static TopologyJsonException refusal(String text) {
    return refusal(text, Limits.defaults());
  }

  private static TopologyJsonException refusal(String text, Limits limits) {
    return catchThrowableOfType(TopologyJsonException.class, () -> TopologyJson.read(text, limits));
  }

  private static void assertOneLine(Throwable refusal) {
    assertThat(refusal.getMessage().lines()).hasSize(1);
    assertThat(refusal.getMessage()).doesNotContain("Document", "kotlin", "espalier", "Json");
  }

  private static String quote(String part) {
    return java.util.regex.Pattern.quote(part);
  }

  private static String quoteNew(String part) {
    return java.util.regex.Matcher.quoteReplacement(part);
  }
}
