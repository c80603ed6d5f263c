package dev.espalier.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers that are not ours: TensorFlow for Python, with both loaders and the command line. */
class PythonReadersTest {
  private static final Pattern ANSWER =
      Pattern.compile(
          "\\{\"loader\": \"(\\w+)\", \"signature\": \"(\\w+)\", \"batch\": \"(\\d+)\","
              + " \"output\": \"([\\w/]+)\", \"shape\": \\[([^]]*)], \"values\": \\[([^]]*)]}");

  @TempDir static Path scratch;
  private static PythonEnvironment python;
  private static TrainedModel trained;
  private static Path directory;

  @BeforeAll
  static void export() throws IOException, InterruptedException {
    python = PythonEnvironment.get();
    trained = Zoo.of("features", Zoo.features());
    directory = trained.export(scratch);
  }

  @Test
  void bothLoadersAnswerAsTheServedModelDoes() throws IOException, InterruptedException {
    Map<Integer, Map<String, RawColumn>> batches = new LinkedHashMap<>();
    for (int size : new int[] {1, 2, 7}) {
      int[] rows = IntStream.range(0, size).map(i -> (i + 2) % TrainedModel.ROWS).toArray();
      Map<String, RawColumn> batch = new LinkedHashMap<>();
      trained.examples.forEach((name, column) -> batch.put(name, column.take(rows)));
      batches.put(size, batch);
    }
    Path requests = Files.writeString(scratch.resolve("requests.json"), json(batches));
    Path script = Files.writeString(scratch.resolve("ask.py"), script());
    PythonEnvironment.Answer answer =
        python.run("python", script.toString(), directory.toString(), requests.toString());
    assertThat(answer.status()).as(answer.out()).isZero();

    int compared = 0;
    Matcher line = ANSWER.matcher(answer.out());
    try (ServedModel model = ServedModel.load(directory)) {
      while (line.find()) {
        Predictions own = model.predict(line.group(2), batches.get(Integer.valueOf(line.group(3))));
        String output = line.group(4);
        String shape = own.width(output) == 1 ? "" : ", " + own.width(output);
        assertThat(line.group(5)).isEqualTo(own.rows() + shape);
        compare(own.values(output), line.group(6));
        compared++;
      }
    }
    // Two loaders, three batches, four tasks by themselves and together.
    assertThat(compared).isEqualTo(2 * 3 * (4 + 4));
  }

  @Test
  void theCommandLineShowsAndRunsEverySignature() throws IOException, InterruptedException {
    PythonEnvironment.Answer shown =
        python.run("saved_model_cli", "show", "--dir", directory.toString(), "--all");
    assertThat(shown.status()).as(shown.out()).isZero();
    assertThat(shown.out())
        .contains("signature_def['serving_default']", "inputs['colour']", "dtype: DT_STRING")
        .contains("outputs['rating/probabilities']", "tensorflow/serving/predict");

    Map<String, RawColumn> batch = new LinkedHashMap<>();
    trained.examples.forEach((name, column) -> batch.put(name, column.take(0, 1)));
    PythonEnvironment.Answer answer =
        python.run(
            "saved_model_cli",
            "run",
            "--dir",
            directory.toString(),
            "--tag_set",
            "serve",
            "--signature_def",
            "buy",
            "--input_exprs",
            batch.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + json(entry.getValue()))
                .collect(Collectors.joining(";")));
    assertThat(answer.status()).as(answer.out()).isZero();
    Matcher values = Pattern.compile("buy/probability:\\s+\\[([^]]*)]").matcher(answer.out());
    assertThat(values.find()).as(answer.out()).isTrue();
    try (ServedModel model = ServedModel.load(directory)) {
      compare(
          model.predict("buy", batch).values("buy/probability"),
          values.group(1).strip().replaceAll("\\s+", ", "));
    }
  }

  private static void compare(float[] own, String theirs) {
    String[] values = theirs.split(", ");
    assertThat(values).hasSize(own.length);
    for (int i = 0; i < own.length; i++) {
      assertThat(Float.parseFloat(values[i])).isCloseTo(own[i], within(1e-6f));
    }
  }

  private static String json(Map<Integer, Map<String, RawColumn>> batches) {
    List<String> all = new ArrayList<>();
    batches.forEach(
        (size, batch) -> {
          List<String> columns = new ArrayList<>();
          batch.forEach((name, column) -> columns.add("\"" + name + "\": " + json(column)));
          all.add("\"" + size + "\": {" + String.join(", ", columns) + "}");
        });
    return "{" + String.join(", ", all) + "}";
  }

  /** As JSON and as Python reads it; no text of the examples needs an escape. */
  private static String json(RawColumn column) {
    IntStream rows = IntStream.range(0, column.rows());
    if (column instanceof RawColumn.Numbers numbers) {
      return rows.mapToObj(i -> Float.toString(numbers.values[i])).toList().toString();
    } else if (column instanceof RawColumn.Ids ids) {
      return rows.mapToObj(i -> Long.toString(ids.values[i])).toList().toString();
    }
    String[] texts = ((RawColumn.Texts) column).values;
    return rows.mapToObj(i -> "\"" + texts[i] + "\"").toList().toString();
  }

  private static String script() throws IOException {
    try (var in = PythonReadersTest.class.getResourceAsStream("/python/ask.py")) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
