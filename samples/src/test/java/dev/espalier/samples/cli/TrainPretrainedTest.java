package dev.espalier.samples.cli;

import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.vocabulary;
import static dev.espalier.dsl.Tasks.binary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
import dev.espalier.training.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code espalier train --pretrained}: ids and words, and words that look like numbers. */
class TrainPretrainedTest {
  @TempDir Path folder;

  @Test
  void startsWithTheRowsOfFiles() throws IOException {
    Shop shop = Shop.in(folder);
    Topology topology =
        Topology.builder("pretrained")
            .inputs(categorical("item", 20, 2).frozen())
            .inputs(vocabulary("price", List.of("0.500", "1.0")).embedding(1).frozen())
            .task(binary("click"))
            .build();
    Path file = folder.resolve("pretrained.json");
    Files.writeString(file, TopologyJson.write(topology));
    Path items = folder.resolve("items.csv");
    Files.writeString(items, "id,a,b\n3,1.5,2\n99,7,7\n");
    Path prices = folder.resolve("prices.csv");
    Files.writeString(prices, "price,v\n0.500,4\n0.5,9\n");
    Path run = folder.resolve("run");
    Espalier trained =
        Espalier.run(
            "train",
            "--topology",
            file,
            "--train",
            shop.training(),
            "--out",
            run,
            "--steps",
            "2",
            "--pretrained",
            "item=" + items,
            "--pretrained",
            "price=" + prices);
    assertThat(trained.succeeds().err())
        .contains("item: 1 of 20 categories have a pretrained row, of 2 given")
        .contains("price: 1 of 2 categories have a pretrained row, of 2 given");
    try (Model model = Model.load(run)) {
      float[] rows = model.frozen().parameter("inputs/item/table");
      assertThat(List.of(rows[6], rows[7], rows[8])).containsExactly(1.5f, 2f, 0f);
      assertThat(model.frozen().parameter("inputs/price/table")).containsExactly(4, 0, 0);
    }
  }
}
