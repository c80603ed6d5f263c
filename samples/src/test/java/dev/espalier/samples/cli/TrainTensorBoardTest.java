package dev.espalier.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTensorBoardTest {
  @TempDir Path folder;

  @Test
  void everyRunWritesAFileOfEvents() throws IOException {
    Shop shop = Shop.in(folder);
    Path board = folder.resolve("run/tensorboard");
    Espalier.run(
            "train",
            "--topology",
            shop.topology(),
            "--train",
            shop.training(),
            "--out",
            folder.resolve("run"),
            "--epochs",
            1,
            "--tensorboard",
            board)
        .succeeds();
    try (Stream<Path> files = Files.list(board)) {
      assertThat(files)
          .singleElement()
          .satisfies(
              file ->
                  assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                      .contains("loss/click", "training/learning_rate", "gradients/cosines"));
    }
  }
}
