package dev.espalier.samples.study;

import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonElementKt;
import kotlinx.serialization.json.JsonNull;
import kotlinx.serialization.json.JsonPrimitive;

/**
 * A value that a dimension has in a trial.
 *
 * @param value any JSON
 * @param label what tables and plots call it; of a text or a number that itself
 */
public record Drawn(JsonElement value, String label) {

  /** A value that is called as it is written. */
  static Drawn of(JsonElement value) {
    boolean text = value instanceof JsonPrimitive && !(value instanceof JsonNull);
    return new Drawn(value, text ? ((JsonPrimitive) value).getContent() : value.toString());
  }

  static Drawn of(Number value) {
    return of(JsonElementKt.JsonPrimitive(value));
  }
}
