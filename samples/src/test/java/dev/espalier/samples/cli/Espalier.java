package dev.espalier.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import kotlinx.serialization.json.Json;
import kotlinx.serialization.json.JsonObject;

/** The command line, called in this process as its main would be. */
record Espalier(int exitCode, String out, String err) {

  static Espalier run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        EspalierCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    return new Espalier(code, out.toString(), err.toString());
  }

  Espalier succeeds() {
    assertThat(exitCode).as("exit code; standard error: %s", err).isZero();
    return this;
  }

  /** That the input is to blame, told on one line that has this in it. */
  void isRefused(String reason) {
    assertThat(err.lines()).singleElement().asString().startsWith("espalier: ").contains(reason);
    assertThat(out + err).doesNotContain("\tat ", "Exception");
    assertThat(exitCode).isEqualTo(2);
  }

  /** The only thing on standard output. */
  JsonObject json() {
    return parse(out);
  }

  List<JsonObject> jsonLines() {
    return out.lines().map(Espalier::parse).toList();
  }

  static JsonObject parse(String json) {
    return (JsonObject) Json.Default.parseToJsonElement(json);
  }
}
