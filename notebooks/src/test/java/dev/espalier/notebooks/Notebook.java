package dev.espalier.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kotlinx.serialization.json.Json;
import kotlinx.serialization.json.JsonArray;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonObject;
import kotlinx.serialization.json.JsonPrimitive;

/** The code cells of a notebook file, with the outputs it holds. */
record Notebook(List<Cell> code) {

  /** A code cell. */
  record Cell(String executionCount, String source, List<Output> outputs) {}

  /**
   * An output.
   *
   * @param kind the stream's name, the media types of what is displayed, or {@code error}
   * @param text what it holds
   */
  record Output(String kind, String text) {}

  static Notebook read(Path file) throws IOException {
    JsonObject notebook = (JsonObject) Json.Default.parseToJsonElement(Files.readString(file));
    List<Cell> code = new ArrayList<>();
    for (JsonElement element : list(notebook, "cells")) {
      JsonObject cell = (JsonObject) element;
      if (text(cell, "cell_type").equals("code")) {
        List<Output> outputs =
            list(cell, "outputs").stream().map(output -> output((JsonObject) output)).toList();
        code.add(new Cell(text(cell, "execution_count"), text(cell, "source"), outputs));
      }
    }
    return new Notebook(code);
  }

  private static Output output(JsonObject output) {
    if (output.containsKey("name")) {
      return new Output(text(output, "name"), text(output, "text"));
    }
    if (output.get("data") instanceof JsonObject data) {
      List<String> types = data.keySet().stream().sorted().toList();
      List<String> texts = types.stream().map(type -> text(data, type)).toList();
      return new Output(String.join(" ", types), String.join("\n", texts));
    }
    return new Output(text(output, "output_type"), output.toString());
  }

  private static JsonArray list(Map<String, JsonElement> object, String key) {
    return (JsonArray) object.get(key);
  }

  /** A text, which the format may split into lines. */
  private static String text(Map<String, JsonElement> object, String key) {
    JsonElement element = object.get(key);
    if (element instanceof JsonArray lines) {
      StringBuilder text = new StringBuilder();
      lines.forEach(line -> text.append(((JsonPrimitive) line).getContent()));
      return text.toString();
    }
    return element instanceof JsonPrimitive primitive
        ? primitive.getContent()
        : String.valueOf(element);
  }

  /** Everything that was printed. */
  String printed() {
    StringBuilder text = new StringBuilder();
    outputs().stream().filter(o -> o.kind().equals("stdout")).forEach(o -> text.append(o.text()));
    return text.toString();
  }

  List<Output> outputs() {
    return code.stream().flatMap(cell -> cell.outputs().stream()).toList();
  }
}
