package dev.espalier.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on files that are read again in each epoch. */
class TrainStreamTest {
  @TempDir Path folder;

  private List<Object> arguments(Object... more) throws IOException {
    Shop shop = Shop.in(folder);
    List<String> lines = Files.readAllLines(shop.training());
    for (int i = 0; i < 3; i++) {
      List<String> part = new ArrayList<>(List.of(lines.get(0)));
      part.addAll(lines.subList(1 + 150 * i, 151 + 150 * i));
      Files.write(folder.resolve("part-" + i + ".csv"), part);
    }
    List<String> rest = new ArrayList<>(List.of(lines.get(0)));
    rest.addAll(lines.subList(451, 601));
    Files.write(folder.resolve("valid.csv"), rest);
    List<Object> all = new ArrayList<>(List.of("train", "--topology", shop.topology()));
    all.addAll(List.of("--out", folder.resolve("run")));
    all.addAll(List.of(more));
    return all;
  }

  @Test
  void trainsOnAllFilesOfANameAndGoesOn() throws IOException {
    List<Object> train =
        arguments(
            "--stream",
            "--train",
            folder.resolve("part-*.csv"),
            "--shuffle",
            50,
            "--valid",
            folder.resolve("valid.csv"));
    train.addAll(List.of("--epochs", 2));
    Espalier told = Espalier.run(train.toArray()).succeeds();
    assertThat(told.out())
        .contains("training: part-0.csv and part-1.csv and part-2.csv, read in each epoch")
        .contains("validation: 150 rows");
    assertThat(Files.readString(folder.resolve("run/history.csv")).lines()).hasSize(3);
    train.set(train.size() - 1, 3);
    train.add("--resume");
    Espalier.run(train.toArray()).succeeds();
    assertThat(Files.readString(folder.resolve("run/history.csv")).lines()).hasSize(4);
  }

  /** The same training, and the same numbers at its end. */
  @Test
  void validatesOnFilesThatAreReadAgain() throws IOException {
    Path part = folder.resolve("part-0.csv");
    Path valid = folder.resolve("valid.csv");
    List<Object> train = arguments("--stream", "--train", part, "--valid", valid, "--epochs", 2);
    Espalier.run(train.toArray()).succeeds();
    String inMemory = metrics();
    train.set(train.indexOf(folder.resolve("run")), folder.resolve("other"));
    train.add("--stream-valid");
    Espalier told = Espalier.run(train.toArray()).succeeds();
    assertThat(told.out()).contains("validation: valid.csv, read each time");
    assertThat(folder.resolve("other/report.html")).isNotEmptyFile();
    Espalier streamed =
        Espalier.run("evaluate", folder.resolve("other"), "--data", valid, "--stream");
    assertThat(streamed.succeeds().out()).isEqualTo(inMemory);
    train.remove("--stream");
    Espalier.run(train.toArray()).isRefused("--stream-valid: received without --stream");
  }

  private String metrics() {
    Path valid = folder.resolve("valid.csv");
    return Espalier.run("evaluate", folder.resolve("run"), "--data", valid).succeeds().out();
  }

  @Test
  void recordsOfTfExampleAreTrainedOnMeasuredAndDescribed() throws IOException {
    List<Object> train = arguments("--epochs", 2);
    Path records = RecordCopy.of(folder.resolve("part-0.csv"));
    Path valid = RecordCopy.of(folder.resolve("valid.csv"));
    train.addAll(List.of("--train", records, "--valid", valid));
    Espalier.run(train.toArray()).succeeds();
    train.set(train.indexOf("--epochs") + 1, 3);
    train.add("--resume");
    Espalier told = Espalier.run(train.toArray()).succeeds();
    assertThat(told.out()).contains("training: part-0.tfrecord, read in each epoch");
    assertThat(Files.readString(folder.resolve("run/history.csv")).lines()).hasSize(4);
    Path topology = folder.resolve("shop.json");
    Espalier text = Espalier.run("evaluate", folder.resolve("run"), "--data", valid).succeeds();
    assertThat(text.out()).isEqualTo(metrics());
    String described =
        Espalier.run("describe", "--topology", topology, "--data", records).succeeds().out();
    assertThat(
            Espalier.run("describe", "--topology", topology, "--data", records, "--stream")
                .succeeds()
                .out())
        .isEqualTo(described);
  }

  /** A column without any difference is told of once the stream was read. */
  @Test
  void warnsOfWhatAStreamHolds() throws IOException {
    List<Object> train =
        arguments("--epochs", 1, "--stream", "--valid", folder.resolve("valid.csv"));
    Path same = folder.resolve("same.csv");
    List<String> lines =
        Files.readAllLines(folder.resolve("part-0.csv")).stream()
            .map(line -> line.replaceFirst("^[0-9.]+,", "40,"))
            .toList();
    Files.write(same, lines);
    train.addAll(List.of("--train", same));
    Espalier told = Espalier.run(train.toArray()).succeeds();
    assertThat(told.err()).contains("warning: column age has one value only");
  }

  @Test
  void saysWhatAStreamNeeds() throws IOException {
    Path part = folder.resolve("part-0.csv");
    Path valid = folder.resolve("valid.csv");
    Espalier.run(arguments("--stream", "--train", part).toArray())
        .isRefused("--valid: received none");
    Espalier.run(
            arguments("--stream", "--train", part, "--valid", valid, "--batch", "2,3").toArray())
        .isRefused("--batch");
    Espalier.run(
            arguments("--stream", "--train", folder.resolve("no-*.csv"), "--valid", valid)
                .toArray())
        .isRefused("no-*.csv: there is no such file");
    Espalier.run(arguments("--train", folder.resolve("gone.tfrecord"), "--valid", valid).toArray())
        .isRefused("gone.tfrecord: there is no such file");
    assertThat(folder.resolve("run")).doesNotExist();
  }
}
