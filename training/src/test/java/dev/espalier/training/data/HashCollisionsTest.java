package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Features;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.training.report.CollisionTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashCollisionsTest {

  /** One bucket holds all three words, a thousand keep them apart; the missing one is none. */
  @Test
  void countsValuesAndRowsThatShareABucket() {
    Text text = Text.of("x", Arrays.asList("a", "a", null, "hello", "Zürich", "a"));
    HashCollisions one = of(Features.hashed("x", 1), text);
    assertThat(one).isEqualTo(new HashCollisions("x", 1, 3, 1, 3, 5, 5));
    assertThat(one.share()).isOne();
    assertThat(one.expectedShare()).isOne();
    HashCollisions many = of(Features.hashed("x", 1000), text);
    assertThat(many).isEqualTo(new HashCollisions("x", 1000, 3, 3, 0, 5, 0));
    assertThat(many.expectedShare()).isCloseTo(1 - .999 * .999, within(1e-12));
    assertThat(many.suggestedBuckets()).isEqualTo(1000);
  }

  /**
   * Of the values of a list those count that the feature takes; each of them is one of the rows.
   */
  @Test
  void countsTheValuesOfLists() {
    Column lists =
        Lists.of("x", List.of(List.of("a", "b", "c"), List.of(), List.of("b", "", "c"), List.of()));
    Feature two = Features.multivalent(Features.hashed("x", 1), 2);
    assertThat(of(two, lists)).isEqualTo(new HashCollisions("x", 1, 2, 1, 2, 3, 3));
    Feature three = Features.multivalent(Features.hashed("x", 1000), 3);
    assertThat(of(three, lists)).isEqualTo(new HashCollisions("x", 1000, 3, 3, 0, 5, 0));
  }

  @Test
  void wordsThatTheRowsDoNotHoldDoNotCount() {
    Text text = Text.of("x", List.of("a", "b", "c")).take(new int[] {0, 0});
    assertThat(of(Features.hashed("x", 9), text).values()).isEqualTo(1);
    assertThat(of(Features.hashed("x", 9), text).expectedShare()).isZero();
  }

  /** 1,000 words in 1,000 buckets: 1 - (1 - 1/1000)^999 = 63.2 % share one; 5 % of 2^15 do. */
  @Test
  void aboutAsManyShareAsChanceSaysAndTheSuggestionHelps() {
    Text text = Text.of("x", IntStream.range(0, 1000).mapToObj(i -> "word " + i).toList());
    HashCollisions crowded = of(Features.hashed("x", 1000), text);
    assertThat(crowded.expectedShare()).isCloseTo(.6319, within(1e-4));
    assertThat(crowded.share()).isCloseTo(.632, within(.05));
    assertThat(crowded.suggestedBuckets()).isEqualTo(32_768);
    assertThat(of(Features.hashed("x", 32_768), text).share()).isLessThan(.06);
  }

  @Test
  void encodingCountsTheSame() {
    Topology topology = Cases.everything();
    Examples rows = Cases.rows(300, 1);
    EncodedExamples encoded = Encoding.encode(topology, Fitting.fit(topology, rows), rows);
    assertThat(encoded.collisions()).isEqualTo(HashCollisions.of(topology, rows)).hasSize(1);
    assertThat(encoded.collisions().get(0).values()).isGreaterThan(100);
  }

  @Test
  void noValueIsNoCollision() {
    HashCollisions none = of(Features.hashed("x", 7), Text.of("x", Arrays.asList(null, null)));
    assertThat(none.share() + none.rowShare() + none.expectedShare()).isZero();
    assertThat(none.suggestedBuckets()).isEqualTo(7);
  }

  @Test
  void theTableHasARowPerFeature() {
    HashCollisions some = new HashCollisions("user", 1000, 1000, 632, 632, 4000, 1000);
    assertThat(CollisionTable.of(List.of(some)).rows())
        .containsExactly(
            List.of("user", "1000", "1000", "632", "63.2 %", "63.2 %", "25.0 %", "32768"));
  }

  private static HashCollisions of(Feature feature, Column text) {
    Topology topology = Cases.topology(feature);
    Examples examples = Examples.of(text);
    assertThat(Encoding.encodeInputs(topology, FittedFeatures.none(), examples).collisions())
        .isEqualTo(HashCollisions.of(topology, examples));
    return HashCollisions.of(topology, examples).get(0);
  }
}
