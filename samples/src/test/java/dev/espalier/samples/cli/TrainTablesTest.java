package dev.espalier.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on files of different tasks. */
class TrainTablesTest {
  @TempDir Path folder;

  /** The shop's table as two: those who clicked or not, and the last hundred, who rated. */
  private List<Object> arguments(Shop shop, String batch) throws IOException {
    List<String> lines = Files.readAllLines(shop.training());
    Path clicks = columns(lines.subList(1, 501), List.of(0, 1, 2, 3, 4, 5, 8), "clicks.csv");
    Path ratings = columns(lines.subList(501, 601), List.of(0, 1, 2, 3, 6, 7), "ratings.csv");
    List<Object> all = new ArrayList<>(List.of("train", "--topology", shop.topology()));
    all.addAll(List.of("--train", clicks, "--train", ratings, "--batch", batch));
    all.addAll(List.of("--out", folder.resolve("run"), "--epochs", 2));
    return all;
  }

  private Path columns(List<String> lines, List<Integer> kept, String name) throws IOException {
    List<String> names = List.of("age,price,city,item,click,buy,rating,dwell,w".split(","));
    List<String> out = new ArrayList<>();
    out.add(String.join(",", kept.stream().map(names::get).toList()));
    for (String line : lines) {
      List<String> cells = List.of(line.replace("\"New York, NY\"", "Lyon").split(",", -1));
      out.add(String.join(",", kept.stream().map(cells::get).toList()));
    }
    return Files.write(folder.resolve(name), out);
  }

  @Test
  void everyStepTakesOfEach() throws IOException {
    Espalier.run(arguments(Shop.in(folder), "25,5").toArray()).succeeds();
    String report = Files.readString(folder.resolve("run/report.md"));
    assertThat(report).contains("click", "rating");
    String history = Files.readString(folder.resolve("run/history.csv"));
    assertThat(history.lines()).hasSize(3);
  }

  @Test
  void everyExampleOfAStepIsDrawn() throws IOException {
    List<Object> train = arguments(Shop.in(folder), "30");
    train.addAll(List.of("--shares", "3,1"));
    Espalier.run(train.toArray()).succeeds();
    List<String> once = Files.readAllLines(folder.resolve("run/history.csv"));
    assertThat(once).hasSize(3);
    train.set(train.indexOf("--epochs") + 1, 3);
    train.add("--resume");
    Espalier.run(train.toArray()).succeeds();
    assertThat(Files.readAllLines(folder.resolve("run/history.csv"))).hasSize(4);
    train.set(train.indexOf("3,1"), "3,2");
    Espalier.run(train.toArray()).isRefused("of tables by weights [3.0, 1.0]");
  }

  @Test
  void refusesSharesThatDoNotFit() throws IOException {
    Shop shop = Shop.in(folder);
    for (String[] of :
        new String[][] {
          {"30", "3", "--shares: received 1 for 2 files"},
          {"30,5", "3,1", "--batch: received 2 numbers with --shares"},
          {"30", "3,0", "received 0.0, allowed is a positive number"},
          {"30", "3,many", "--shares"}
        }) {
      List<Object> train = arguments(shop, of[0]);
      train.addAll(List.of("--shares", of[1]));
      Espalier.run(train.toArray()).isRefused(of[2]);
    }
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void refusesAnotherNumberOfBatchSizes() throws IOException {
    Espalier.run(arguments(Shop.in(folder), "25").toArray())
        .isRefused("--batch: received 1 number for 2 files, allowed is one for each --train");
    assertThat(folder.resolve("run")).doesNotExist();
  }
}
