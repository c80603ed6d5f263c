package dev.espalier.dsl;

import static dev.espalier.dsl.Blocks.conv;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.gru;
import static dev.espalier.dsl.Blocks.hierarchicalExperts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.omoe;
import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.image;
import static dev.espalier.dsl.Features.multivalent;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PositionedCheckTest {
  private static final Feature X = numeric("x", 3);
  private static final Feature ITEM = categorical("item", 9, 4);
  private static final Multivalent ITEMS = multivalent(categorical("items", 9, 4), 5);
  private static final Sequence CLICKS = sequence("clicks", 6, 3);
  private static final Image PHOTO = image("photo", 8, 8, 3);

  static Stream<Arguments> refused() {
    Layers dropped = Layers.of(3).dropout(.1f);
    return Stream.of(
        features("inputs[1].width", sequence("s", 3, 0)),
        features("inputs[1].steps", sequence("s", 0)),
        features("inputs[1]", sequence("s", 300, 300)),
        features("inputs[1].missing", sequence(numeric("s").indicated(), 3)),
        features("inputs[1].quantiles", sequence(numeric("s").quantiles(1), 3)),
        features("inputs[1].valid", sequence("s", 3).length("a column")),
        features("inputs[1].valid", sequence("s", 3).mask("x")),
        features("inputs[1].valid", sequence("s", 3).length("s")),
        features("inputs[1].rows", image("p", 0, 3, 1).flat()),
        features("inputs[1].columns", image("p", 3, -1, 1).flat()),
        features("inputs[1].width", image("p", 3, 3, 0).flat()),
        features("inputs[1]", image("p", 300, 300, 1).flat()),
        features("inputs[1]", multivalent(categorical("m", 9, 400), 400).flat()),
        features("inputs[1].pooling", CLICKS.unpooled()),
        features("inputs[1].pooling", ITEMS.unpooled()),
        features("inputs[1].pooling", PHOTO),
        features("inputs[1].pooling.attention.target", CLICKS.attention("nothing")),
        features("inputs[1].pooling.attention.target", ITEMS.attention("x")),
        features("inputs[1].pooling.attention.target", CLICKS.attention("clicks")),
        features(
            "inputs[1].pooling.attention.hidden",
            CLICKS.pooling(new Pooling.Attention("x", dropped))),
        features(
            "inputs[1].pooling.attention.hidden",
            CLICKS.pooling(
                new Pooling.Attention("x", Layers.of(3).normalization(Normalization.BATCH)))),
        features(
            "inputs[1].pooling.attention.hidden.units[0]",
            CLICKS.pooling(new Pooling.Attention("x", Layers.of(0)))),
        blocks("shared[0].gru.feature", gru("nothing", 3)),
        blocks("shared[0].gru.feature", gru("x", 3)),
        blocks("shared[0].gru.feature", gru("photo", 3)),
        blocks("shared[0].gru.feature", gru("once", 3)),
        blocks("shared[0].gru.units", gru("clicks", 0)),
        blocks("shared[0].gru.l2", gru("clicks", 3).l2(-1)),
        blocks("shared[0].conv.feature", conv("clicks", 3)),
        blocks("shared[0].conv.filters", conv("photo")),
        blocks("shared[0].conv.filters[1]", conv("photo", 3, 0)),
        blocks("shared[0].conv.kernelSize", conv("photo", 3).kernelSize(0)),
        blocks("shared[0].conv.kernelSize", conv("photo", 3).kernelSize(1 << 20)),
        blocks("shared[0].conv.stride", conv("photo", 3).stride(0)),
        blocks("shared[0].conv.l2", conv("photo", 3).l2(Float.NaN)),
        blocks("shared[0].sparseMoe.granularity.perPosition.feature", each("nothing")),
        blocks("shared[0].sparseMoe.granularity.perPosition.feature", each("x")),
        blocks(
            "shared[0].sparseMoe.granularity.perPosition.pooling",
            sparseMoe(4, 3).perPosition("clicks", new Pooling.Flat())),
        blocks(
            "shared[0].sparseMoe.granularity.perPosition.pooling",
            sparseMoe(4, 3).perPosition("clicks", new Pooling.Unpooled())),
        blocks(
            "shared[0].sparseMoe.granularity.perPosition.pooling",
            sparseMoe(4, 3).perPosition("clicks", Pooling.attention("x"))),
        blocks(
            "shared[0].hierarchicalExperts.body[0].gru.feature",
            hierarchicalExperts(2, gru("nothing", 3))));
  }

  private static SparseMoe each(String feature) {
    return sparseMoe(4, 3).perPosition(feature);
  }

  private static Arguments features(String place, Feature feature) {
    return Arguments.of(place, topology(List.of(X, feature), List.of(experts(2, 4), mmoe())));
  }

  private static Arguments blocks(String place, Block block) {
    List<Feature> inputs = List.of(X, CLICKS, PHOTO.flat(), ITEMS, sequence("once", 1));
    return Arguments.of(place, topology(inputs, List.of(block)));
  }

  private static Topology topology(List<Feature> inputs, List<Block> body) {
    return new Topology("t", inputs, body, List.of(Tasks.binary("y")));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("refused")
  void saysWhereItIs(String place, Topology topology) {
    assertThat(topology.problems(Limits.defaults()))
        .extracting(Problem::path)
        .containsExactly("topology." + place);
  }

  @Test
  void saysWhichFeatureToRead() {
    Problem problem =
        topology(List.of(X, PHOTO.flat(), CLICKS), List.of(conv("clicks", 3)))
            .problems(Limits.defaults())
            .get(0);
    assertThat(problem.toString())
        .contains("\"clicks\", which is a sequence", "an image: photo", "Name one of the inputs");
  }

  @Test
  void saysThatGatesWouldReadNothing() {
    assertThat(topology(List.of(PHOTO), List.of(conv("photo", 3))).problems(Limits.defaults()))
        .singleElement()
        .extracting(Problem::hint)
        .asString()
        .contains("flat()");
  }

  @Test
  void labelsAreNoColumnsOfInputs() {
    for (String label : List.of("n", "clicks_17", "marks_2")) {
      Topology leaking =
          new Topology(
              "t",
              List.of(CLICKS.length("n"), sequence("marked", 3).mask("marks")),
              List.of(),
              List.of(Tasks.binary("y").label(label)));
      assertThat(leaking.problems(Limits.defaults()))
          .extracting(Problem::path)
          .containsExactly("topology.tasks[0].label");
    }
  }

  @Test
  void allowsWhatIsReadOrPooled() {
    Topology legal =
        topology(
            List.of(
                X,
                ITEM,
                CLICKS.attention("x"),
                ITEMS.attention("item"),
                PHOTO,
                sequence("s", 2).unpooled(),
                sequence("once", 1).unpooled()),
            List.of(
                hierarchicalExperts(2, gru("s", 3), conv("photo", 2), each("photo")),
                omoe(),
                each("once"),
                each("items"),
                each("clicks").gates(SparseMoe.Gates.PER_TASK)));
    assertThat(legal.problems(Limits.defaults())).isEmpty();
  }
}
