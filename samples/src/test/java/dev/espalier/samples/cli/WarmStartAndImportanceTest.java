package dev.espalier.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code espalier train --warm-start} and {@code espalier importance}. */
class WarmStartAndImportanceTest {
  @TempDir Path folder;

  @Test
  void aRunBeginsWithAnotherOnesWeightsAndTellsWhatItLivesOn() throws IOException {
    Shop shop = Shop.in(folder);
    Path first = folder.resolve("first");
    train(shop, first).succeeds();
    Path second = folder.resolve("second");
    assertThat(train(shop, second, "--warm-start", first).succeeds().err())
        .contains("Taken: ")
        .contains(" rows of ")
        .doesNotContain("Begins anew");
    train(shop, folder.resolve("third"), "--warm-start", folder.resolve("none")).isRefused("none");
    train(shop, folder.resolve("third"), "--warm-start", first, "--pretrained", "item=x.csv")
        .isRefused("--warm-start: received with --pretrained");
    Object[] importance = {
      "importance", second, "--data", shop.training(), "--repeats", 1, "--seed", 3
    };
    assertThat(Espalier.run(importance).succeeds().out()).startsWith("feature").contains("±");
    Object[] json = Arrays.copyOf(importance, importance.length + 1);
    json[importance.length] = "--json";
    assertThat(Espalier.run(json).succeeds().out())
        .startsWith("{\"run\"")
        .contains("\"metric\":\"auc\"");
    importance[5] = 0;
    Espalier.run(importance).isRefused("importance.repeats: received 0");
  }

  private static Espalier train(Shop shop, Path run, Object... more) {
    Object[] all = {
      "train",
      "--topology",
      shop.topology(),
      "--train",
      shop.training(),
      "--out",
      run,
      "--epochs",
      1
    };
    Object[] both = Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, both, all.length, more.length);
    return Espalier.run(both);
  }
}
