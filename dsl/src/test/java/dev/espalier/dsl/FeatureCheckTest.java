package dev.espalier.dsl;

import static dev.espalier.dsl.Features.bucketized;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.hashed;
import static dev.espalier.dsl.Features.multivalent;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.vocabulary;
import static dev.espalier.dsl.Refused.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FeatureCheckTest {

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource({"names", "numbers", "categories", "buckets", "lists"})
  void refusesAnIllegalSetting(String path, String received, Topology topology) {
    Refused.assertOnlyProblem(topology, path, received);
  }

  static Stream<Arguments> names() {
    return Stream.of(
        input("name", "\"\"", numeric("")),
        input("name", "\"a b\"", numeric("a b")),
        input("name", "\"_a\"", numeric("_a")),
        input("name", "\"a/b\"", numeric("a/b")),
        input("name", "\"a\\u000a\"", numeric("a\n")),
        input("name", "\"é\"", numeric("é")),
        input("name", "\"" + "a".repeat(129) + "\"", numeric("a".repeat(129))),
        input("name", "\"" + "a".repeat(160) + "…\"", numeric("a".repeat(1000))));
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        input("width", "0", numeric("x", 0)),
        input("width", "-1", numeric("x", -1)),
        input("width", "65537", numeric("x", 65_537)),
        input("transforms[0].clip", "1.0 to 1.0", numeric("x").clip(1, 1)),
        input("transforms[1].clip", "2.0 to 1.0", numeric("x").log().clip(2, 1)),
        input("transforms[0].clip", "NaN to 1.0", numeric("x").clip(Float.NaN, 1)),
        input(
            "transforms[0].clip",
            "-Infinity to 1.0",
            numeric("x").clip(Float.NEGATIVE_INFINITY, 1)),
        input("transforms", "17 transforms", logs(17)),
        input("quantiles", "1", numeric("x").quantiles(1)),
        input("quantiles", "65537", numeric("x").quantiles(65_537)));
  }

  private static Numeric logs(int count) {
    Numeric feature = numeric("x");
    for (int i = 0; i < count; i++) {
      feature = feature.log();
    }
    return feature;
  }

  @Test
  void countsNoCategoriesThatAreNoWords() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> categorical("x", 5).atLeast(2))
        .withMessageContaining("Feature \"x\" has no vocabulary");
  }

  static Stream<Arguments> categories() {
    String most = Integer.MAX_VALUE + " categories";
    Categorical tooManyWords =
        new Categorical(
            "x", new Categorical.Vocabulary(1, List.of("a", "b")), new Categorical.Embedding(2));
    return Stream.of(
        input("coding", "0 categories", categorical("x", 0)),
        input("coding", "-5 categories", categorical("x", -5)),
        input("coding", most, categorical("x", Integer.MAX_VALUE)),
        input("coding", "100000000 categories", categorical("x", 100_000_000, 1)),
        input("coding", "0 categories", vocabulary("x", List.of())),
        input("coding", "0 buckets", hashed("x", 0)),
        input("coding", "100000001 buckets", hashed("x", 100_000_001).embedding(1)),
        input("coding.words", "repeated words", vocabulary("x", List.of("a", "a"))),
        input("coding.words", "an empty word", vocabulary("x", List.of("a", ""))),
        input("coding.words", "2 words", tooManyWords),
        input("coding.atLeast", "0", vocabulary("x", 5).atLeast(0)),
        input(
            "coding.atLeast",
            "2 occurrences of words that are given",
            vocabulary("x", List.of("a")).atLeast(2)),
        input("encoding.dimension", "0", categorical("x", 5, 0)),
        input("encoding.dimension", "0", categorical("x", 5, 0).frozen()),
        input("encoding.start", "tuned, of hashed text", hashed("x", 5).pretrained()),
        input("encoding.start", "frozen, of hashed text", hashed("x", 5).frozen()),
        input("encoding.start", "frozen, of numbers in buckets", bucketized("x", 5).frozen()),
        input("encoding.dimension", "65537", categorical("x", 5, 65_537)),
        input("encoding", "one-hot of 65537 rows", categorical("x", 65_536).oneHot()));
  }

  static Stream<Arguments> buckets() {
    return Stream.of(
        input("coding.size", "1 bucket", bucketized("x")),
        input("coding.size", "0 buckets", bucketized("x", 0)),
        input("coding.size", "65537 buckets", bucketized("x", 65_537)),
        input("coding.boundaries", "1.0", bucketized("x", 2f, 1f)),
        input("coding.boundaries", "2.0", bucketized("x", 2f, 2f)),
        input("coding.boundaries", "-0.0", bucketized("x", 0f, -0f)),
        input("coding.boundaries", "NaN", bucketized("x", 1f, Float.NaN)),
        input("coding.boundaries", "Infinity", bucketized("x", 1f, Float.POSITIVE_INFINITY)),
        input(
            "coding.boundaries",
            "1 boundaries",
            new Categorical(
                "x", new Categorical.Buckets(3, List.of(1f)), new Categorical.OneHot())),
        input("encoding", "one-hot of 65537 rows", bucketized("x", 65_536).oneHot()));
  }

  static Stream<Arguments> lists() {
    Categorical each = hashed("x", 5);
    return Stream.of(
        input("most", "0", multivalent(each, 0)),
        input("most", "65537", multivalent(each, 65_537)),
        input("coding", "0 buckets", multivalent(hashed("x", 0), 2)),
        input("encoding.dimension", "0", multivalent(each.embedding(0), 2)),
        input("encoding.of", "\"z\", which is no feature", multivalent(each.sharing("z"), 2)),
        input("weights", "\"w\"", multivalent(each, 2).max().weights("w")),
        input("coding", "numbers in buckets", multivalent(bucketized("x", 4), 2)),
        input("weights", "\"a b\"", multivalent(each, 2).weights("a b")),
        input("weights", "\"x\"", multivalent(each, 2).weights("x")));
  }

  @Test
  void refusesWeightsThatAreAFeature() {
    Refused.assertOnlyProblem(
        Refused.with(numeric("w"), multivalent(hashed("x", 3), 2).weights("w")),
        "topology.inputs[1].weights",
        "\"w\"");
  }

  @Test
  void acceptsTheEdges() {
    Topology topology =
        Refused.with(
            numeric("0"),
            numeric("A.b-c_9").log().clip(-Float.MAX_VALUE, Float.MAX_VALUE).quantiles(2),
            numeric("a".repeat(128), 65_536),
            categorical("c", 1, 1),
            categorical("d", 99_999_999, 1),
            categorical("e", 65_535).oneHot(),
            bucketized("b", 2),
            bucketized("b1", -0f).oneHot(),
            bucketized("b2", -Float.MAX_VALUE, Float.MAX_VALUE),
            hashed("h", 1).embedding(65_536),
            multivalent(hashed("m", 1).embedding(1), 65_536).sum().weights("0w"),
            multivalent(categorical("n", 1, 1).sharing("c"), 1).max(),
            vocabulary("w", List.of("a")));

    assertThat(topology.problems(Limits.defaults())).isEmpty();
  }

  @Test
  void refusesANameTwice() {
    Refused.assertOnlyProblem(
        Refused.with(numeric("x"), numeric("z"), categorical("x", 3)),
        "topology.inputs[2].name",
        "\"x\"");
  }
}
