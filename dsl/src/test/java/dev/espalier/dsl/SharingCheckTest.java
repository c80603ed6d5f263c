package dev.espalier.dsl;

import static dev.espalier.dsl.Features.bucketized;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.hashed;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.vocabulary;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SharingCheckTest {

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("illegal")
  void refusesAnIllegalSetting(String path, String received, Topology topology) {
    Refused.assertOnlyProblem(topology, "topology.inputs[0]." + path, received);
  }

  static Stream<Arguments> illegal() {
    Categorical last = categorical("last", 50, 8).sharing("item");
    String item = "\"item\", which ";
    return Stream.of(
        refused("encoding.of", item + "is no feature", last),
        refused("encoding.of", "\"last\", the feature itself", last.sharing("last")),
        refused("encoding.of", item + "is no category", last, numeric("item")),
        refused("encoding.of", item + "is one-hot", last, categorical("item", 50).oneHot()),
        refused(
            "encoding.of",
            item + "reads the rows of \"first\" itself",
            last,
            categorical("item", 50, 8).sharing("first"),
            categorical("first", 50, 8)),
        refused("encoding.dimension", "8", last, categorical("item", 50, 9)),
        refused("coding", "id with 51 rows", last, categorical("item", 51, 8)),
        refused("coding", "id with 51 rows", last, vocabulary("item", 50).embedding(8)),
        refused(
            "coding",
            "buckets at [1.0] with 3 rows",
            bucketized("last", 1f).sharing("item"),
            bucketized("item", 2)),
        refused(
            "coding",
            "vocabulary of the words [\"a\", \"b\"] with 3 rows",
            vocabulary("last", List.of("a", "b")).sharing("item"),
            vocabulary("item", List.of("b", "a"))));
  }

  private static Arguments refused(String path, String received, Feature... features) {
    return Arguments.of(path, received, Refused.with(features));
  }

  @Test
  void namesTheTablesThereAre() {
    Topology topology =
        Refused.with(
            categorical("last", 5).sharing("itm"), categorical("item", 5), categorical("user", 9));
    assertThat(topology.problems(Limits.defaults()))
        .singleElement()
        .extracting(Problem::allowed)
        .isEqualTo("a category with learned rows of its own: item, user");
  }

  @Test
  void acceptsEveryCodingInEitherOrder() {
    Topology topology =
        Refused.with(
            categorical("a", 5).sharing("b"),
            categorical("b", 5),
            categorical("c", 5).sharing("b"),
            vocabulary("d", 7).embedding(3),
            vocabulary("e", 7).embedding(3).sharing("d"),
            bucketized("h", 7).embedding(1),
            bucketized("i", 7).embedding(1).sharing("h"),
            hashed("f", 7).oneHot().sharing("g"),
            hashed("g", 7));
    assertThat(topology.problems(Limits.defaults())).isEmpty();
    assertThat(topology.inputs().stream().mapToInt(Feature::width).sum())
        .isEqualTo(5 * 16 + 2 * 3 + 2);
  }
}
