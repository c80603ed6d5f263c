package dev.espalier.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of Parquet wherever files of CSV are taken. */
class ParquetFilesTest {
  @TempDir static Path folder;
  private static Path table;

  @BeforeAll
  static void write() throws IOException {
    table = ParquetCopy.of(Shop.in(folder).training());
  }

  private static Espalier train(String run, Object... more) {
    List<Object> all =
        new ArrayList<>(List.of("train", "--topology", folder.resolve("shop.json"), "--epochs", 2));
    all.addAll(List.of("--out", folder.resolve(run)));
    all.addAll(List.of(more));
    return Espalier.run(all.toArray()).succeeds();
  }

  private static String history(String run) throws IOException {
    // Columns three and four are of time.
    return Files.readAllLines(folder.resolve(run).resolve("history.csv")).stream()
        .map(line -> line.replaceFirst("^([^,]*,[^,]*),[^,]*,[^,]*", "$1"))
        .reduce("", (all, line) -> all + line + "\n");
  }

  /** The same table in both kinds of file: the same training, digit for digit. */
  @Test
  void trainsEvaluatesPredictsAndDescribesAsOfText() throws IOException {
    Path csv = folder.resolve("train.csv");
    train("text", "--train", csv);
    train("columns", "--train", table);
    assertThat(history("columns")).isEqualTo(history("text"));
    train("text-stream", "--stream", "--train", csv, "--valid", csv);
    train("stream", "--stream", "--train", table, "--valid", table);
    assertThat(history("stream")).isEqualTo(history("text-stream"));
    for (String command : List.of("evaluate", "importance")) {
      String text = run(command, folder.resolve("text"), "--data", csv);
      assertThat(run(command, folder.resolve("columns"), "--data", table)).isEqualTo(text);
    }
    String described = run("describe", "--topology", folder.resolve("shop.json"), "--data", table);
    assertThat(described).contains("price", "buy");
    Path models = folder.resolve("models");
    run("export", folder.resolve("columns"), "--to", models, "--version", 1);
    Path model = models.resolve("1");
    assertThat(run("predict", model, "--data", table))
        .isEqualTo(run("predict", model, "--data", csv));
  }

  private static String run(Object... arguments) {
    return Espalier.run(arguments).succeeds().out();
  }

  @Test
  void aBrokenFileIsNamedOnOneLine() throws IOException {
    byte[] bytes = Files.readAllBytes(table);
    bytes[bytes.length / 3] ^= 1;
    Path broken = Files.write(folder.resolve("broken.parquet"), bytes);
    Path topology = folder.resolve("shop.json");
    Espalier.run("describe", "--topology", topology, "--data", broken)
        .isRefused("broken.parquet row ");
    Path text = Files.writeString(folder.resolve("text.parquet"), "age,price\n1,2\n");
    Espalier.run("describe", "--topology", topology, "--data", text)
        .isRefused("text.parquet: received");
  }

  @Test
  void filesOfOneStreamAreOfOneKind() {
    Path csv = folder.resolve("train.csv");
    Espalier.run(
            "train",
            "--topology",
            folder.resolve("shop.json"),
            "--out",
            folder.resolve("mixed"),
            "--stream",
            "--train",
            csv,
            "--train",
            table,
            "--valid",
            csv)
        .isRefused("--train: received files of CSV and PARQUET, allowed is one kind.");
  }
}
