package dev.espalier.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FittedFeaturesTest {

  private static final FittedFeatures SOME =
      new FittedFeatures(
          Map.of("age", new Standardization(List.of(38.5f, 0f), List.of(.1f, 1f))),
          Map.of("colour", List.of("red", "größer \"x\"\n", "")));

  @Test
  void writesAStableForm() {
    assertThat(FittedFeaturesJson.write(SOME))
        .isEqualTo(
            "{\"schema\":1,\"standardizations\":[{\"feature\":\"age\",\"means\":[38.5,0.0],"
                + "\"deviations\":[0.1,1.0]}],\"vocabularies\":[{\"feature\":\"colour\","
                + "\"words\":[\"red\",\"größer \\\"x\\\"\\n\",\"\"]}]}");
  }

  @Test
  void writesBoundariesWhereThereAreAny() {
    FittedFeatures buckets =
        new FittedFeatures(
            Map.of(), Map.of(), Map.of("age", List.of(-1e-30f, 18f, 1e30f)), Map.of());
    String json = FittedFeaturesJson.write(buckets);
    assertThat(json)
        .isEqualTo(
            "{\"schema\":1,\"standardizations\":[],\"vocabularies\":[],"
                + "\"boundaries\":[{\"feature\":\"age\",\"boundaries\":[-1.0E-30,18.0,1.0E30]}]}");
    assertThat(FittedFeaturesJson.read(json)).isEqualTo(buckets);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "0,-0", "1,NaN", "1,Infinity"})
  void refusesBoundariesThatDoNotIncrease(float first, float second) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new FittedFeatures(
                    Map.of(), Map.of(), Map.of("age", List.of(first, second)), Map.of()))
        .withMessageContaining("\"age\"")
        .withMessageContaining(second + " after " + first);
  }

  @Test
  void comesBackBitByBitAndInOrder() {
    Random random = new Random(1);
    Map<String, Standardization> standardizations = new LinkedHashMap<>();
    for (int i = 0; i < 200; i++) {
      List<Float> means = new ArrayList<>();
      List<Float> deviations = new ArrayList<>();
      for (int j = 0; j <= i % 3; j++) {
        means.add((float) (random.nextGaussian() * Math.pow(10, random.nextInt(70) - 35)));
        deviations.add((float) Math.pow(10, random.nextDouble() * 70 - 35));
      }
      standardizations.put("f" + random.nextInt(), new Standardization(means, deviations));
    }
    FittedFeatures features = new FittedFeatures(standardizations, SOME.vocabularies());
    FittedFeatures back = FittedFeaturesJson.read(FittedFeaturesJson.write(features));
    assertThat(back).isEqualTo(features);
    assertThat(back.standardizations().keySet())
        .containsExactlyElementsOf(standardizations.keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"schema\":2,\"standardizations\":[],\"vocabularies\":[]}",
        "{\"schema\":1,\"standardizations\":[],\"vocabularies\":[],\"more\":0}",
        "{\"schema\":1,\"standardizations\":[]}",
        "{\"schema\":1,\"standardizations\":[{\"feature\":\"a\",\"means\":[0],\"deviations\":[0]}],\"vocabularies\":[]}",
        "{\"schema\":1,\"standardizations\":[{\"feature\":\"a\",\"means\":[],\"deviations\":[]}],\"vocabularies\":[]}",
        "{\"schema\":1,\"standardizations\":[{\"feature\":\"a\",\"means\":[1e99],\"deviations\":[1]}],\"vocabularies\":[]}",
        "{\"schema\":1,\"standardizations\":[],\"vocabularies\":[{\"feature\":\"a\",\"words\":[\"x\",\"x\"]}]}",
        "{\"schema\":1,\"standardizations\":[],\"vocabularies\":[{\"feature\":\"a\",\"words\":[]},{\"feature\":\"a\",\"words\":[]}]}"
      })
  void refusesWhatNoFittingWrites(String json) {
    assertThatIllegalArgumentException().isThrownBy(() -> FittedFeaturesJson.read(json));
  }

  @Test
  void refusesATruncatedFileAtEveryLength() {
    String json = FittedFeaturesJson.write(SOME);
    for (int length = 0; length < json.length(); length++) {
      String cut = json.substring(0, length);
      assertThatIllegalArgumentException().isThrownBy(() -> FittedFeaturesJson.read(cut));
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "NaN", "Infinity", "1e-40"})
  void refusesADeviationThatOneCannotDivideBy(float deviation) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Standardization(List.of(0f), List.of(deviation)))
        .withMessageContaining(String.valueOf(deviation));
  }

  @Test
  void standardisesWithOneSubtractionAndOneMultiplication() {
    Standardization third = new Standardization(List.of(1f), List.of(3f));
    assertThat(third.apply(0, 8f)).isEqualTo(7f * (1f / 3f));
    assertThat(third.apply(0, 8f)).isNotEqualTo(7f / 3f);
    assertThat(third.apply(0, Float.NaN)).isNaN();
  }

  @Test
  void namesWhatWasFittedWhereAFeatureWasNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SOME.standardization("height"))
        .withMessageContaining("height")
        .withMessageContaining("age");
    assertThat(SOME.vocabulary("colour")).startsWith("red");
  }
}
