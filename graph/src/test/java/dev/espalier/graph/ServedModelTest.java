package dev.espalier.graph;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.numeric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.dsl.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ServedModelTest {
  @TempDir static Path scratch;
  private static TrainedModel trained;
  private static Path directory;
  private static ServedModel model;

  @BeforeAll
  static void load() throws IOException {
    trained = Zoo.of("features", Zoo.features());
    directory = trained.export(scratch);
    model = ServedModel.load(directory);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static Map<String, RawColumn> with(String name, RawColumn column) {
    Map<String, RawColumn> examples = new HashMap<>(trained.examples);
    examples.put(name, column);
    return examples;
  }

  @Test
  void refusesRequestsThatDoNotFitAndSaysWhy() {
    assertThatThrownBy(() -> model.predict("clack", trained.examples))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "No signature \"clack\"; the signatures are [buy, click, dwell, rating, serving_default].");
    Map<String, RawColumn> fewer = new HashMap<>(trained.examples);
    fewer.remove("item");
    assertThatThrownBy(() -> model.predict("click", fewer))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("needs input \"item\"");
    assertThatThrownBy(() -> model.predict("click", with("item", RawColumn.texts("a"))))
        .isInstanceOf(RequestException.class)
        .hasMessage("Input item INT64[batch] received values of type string.");
    assertThatThrownBy(
            () -> model.predict("click", with("age", RawColumn.vectors(2, new float[14]))))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("float32[2]");
    assertThatThrownBy(() -> model.predict("click", with("item", RawColumn.ids(1))))
        .isInstanceOf(RequestException.class)
        .hasMessage("Input \"item\" has 1 examples where \"age\" has 7.");
    Map<String, RawColumn> none = new HashMap<>();
    trained.examples.forEach((name, column) -> none.put(name, column.take()));
    assertThatThrownBy(() -> model.predict("click", none))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("at least one");
  }

  @Test
  void ignoresColumnsThatItDoesNotRead() {
    assertThat(model.predict("click", with("more", RawColumn.ids(1))).rows()).isEqualTo(7);
  }

  @Test
  void answersThreadsAtOnceAsItAnswersOne() throws Exception {
    float[] alone =
        model.predict("serving_default", trained.examples).values("rating/probabilities");
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<float[]>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(
            pool.submit(
                () ->
                    model
                        .predict("serving_default", trained.examples)
                        .values("rating/probabilities")));
      }
      for (Future<float[]> answer : answers) {
        assertThat(answer.get()).containsExactly(alone);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void closesOnceAndForGoodWhileOthersAsk() throws Exception {
    ServedModel own = ServedModel.load(directory, Execution.deterministic());
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> asking = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        asking.add(
            pool.submit(
                () -> {
                  while (true) {
                    own.predict("click", trained.examples);
                  }
                }));
      }
      own.predict("click", trained.examples);
      own.close();
      own.close();
      for (Future<?> one : asking) {
        assertThatThrownBy(one::get)
            .hasCauseInstanceOf(IllegalStateException.class)
            .hasMessageContaining("closed");
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void keepsTheVersionsOfOneProcessApart() throws IOException {
    TrainedModel other = Zoo.of("other", Zoo.features());
    other.parameters.replaceAll((name, entries) -> entries.clone());
    other.parameters.get("tasks/click/head/bias")[0] += 1;
    try (ServedModel second = ServedModel.load(other.export(scratch))) {
      float one = model.predict("click", trained.examples).value("click/probability", 0);
      float two = second.predict("click", other.examples).value("click/probability", 0);
      assertThat(two).isGreaterThan(one);
      assertThat(model.predict("click", trained.examples).value("click/probability", 0))
          .isEqualTo(one);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void freesWhatARequestTakes() throws IOException {
    TrainedModel wide = Zoo.of("wide", new Feature[] {numeric("x", 64)}, experts(2, 8), mmoe());
    Map<String, RawColumn> large = Map.of("x", RawColumn.vectors(64, new float[64 * 20_000]));
    try (ServedModel own = ServedModel.load(wide.export(scratch))) {
      for (int i = 0; i < 20; i++) {
        own.predict("serving_default", large);
      }
      long before = residentBytes();
      for (int i = 0; i < 100; i++) {
        own.predict("serving_default", large);
      }
      // Each request holds 5 MB.
      assertThat(residentBytes() - before).isLessThan(200L << 20);
    }
  }

  private static long residentBytes() throws IOException {
    String pages = Files.readString(Path.of("/proc/self/statm")).split(" ")[1];
    return Long.parseLong(pages) * 4096;
  }
}
