package dev.espalier.samples.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kotlinx.serialization.json.Json;
import kotlinx.serialization.json.JsonElement;
import org.junit.jupiter.api.Test;

class JsonPlacesTest {
  private static final JsonElement DOCUMENT =
      json("{'shared': [{'experts': {'count': 4, 'units': [16, 8]}}, {'mmoe': {}}], 'a/b~': 1}");

  private static JsonElement json(String text) {
    return Json.Default.parseToJsonElement(text.replace('\'', '"'));
  }

  private static String set(String place, String value) {
    return JsonPointer.of(place).set(DOCUMENT, json(value)).toString().replace('"', '\'');
  }

  @Test
  void setsAPlaceAndNothingElse() {
    assertThat(set("/shared/0/experts/count", "9"))
        .isEqualTo(DOCUMENT.toString().replace('"', '\'').replace("'count':4", "'count':9"));
    assertThat(set("/shared/0/experts/units/1", "'x'")).contains("[16,'x']");
    assertThat(set("/shared/1", "{'ple': {'levels': []}}")).contains("{'ple':{'levels':[]}}");
    assertThat(set("/a~1b~0", "2")).contains("'a/b~':2");
  }

  @Test
  void aKeyMayBeNewOrTakenAway() {
    assertThat(set("/shared/1/mmoe/hidden", "[4]")).contains("{'mmoe':{'hidden':[4]}}");
    assertThat(set("/shared/0/experts/count", "null")).contains("{'experts':{'units':[16,8]}}");
  }

  @Test
  void aPlaceThatThereIsNotIsRefusedWithWhatThereIs() {
    assertThatThrownBy(() -> set("/shard/0/experts", "1"))
        .hasMessage("/shard/0/experts: there is no \"shard\"; the topology has shared, a/b~");
    assertThatThrownBy(() -> set("/shared/2/mmoe", "1"))
        .hasMessageContaining("there is no \"2\"; /shared has 0 to 1");
    assertThatThrownBy(() -> set("/shared/01", "1")).hasMessageContaining("there is no \"01\"");
    assertThatThrownBy(() -> set("/shared/0/experts/count/x", "1"))
        .hasMessageContaining("/shared/0/experts/count is a value");
    assertThatThrownBy(() -> set("/shared/0", "null")).hasMessageContaining("this is no key");
    assertThatThrownBy(() -> JsonPointer.of("shared")).hasMessageContaining("begins with /");
  }

  @Test
  void documentsDifferInWhatTheySay() {
    assertThat(JsonDifference.of(json("{'a': 0.001, 'b': [1]}"), json("{'b': [1.0], 'a': 1e-3}")))
        .isEmpty();
    assertThat(JsonDifference.of(json("{'a': [1, '2'], 'b': {}}"), json("{'a': [1, 2], 'c': 1}")))
        .containsExactly(
            "$.a[1]: was \"2\", is 2", "$.b: was {}, is not there", "$.c: was not there, is 1");
    assertThat(JsonDifference.of(json("[1]"), json("[1, 2]")))
        .containsExactly("$: was [1], is [1,2]");
  }
}
