package dev.espalier.samples.cli;

import static dev.espalier.dsl.Features.hashed;
import static dev.espalier.dsl.Tasks.binary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
import dev.espalier.dsl.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kotlinx.serialization.json.JsonArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescribeCommandTest {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void makeShop() throws IOException {
    shop = Shop.in(folder);
  }

  @ParameterizedTest
  @CsvSource({"table, multiply-adds", "mermaid, flowchart TD", "dot, digraph", "DOT, digraph"})
  void draws(String format, String mark) {
    Espalier drawn = Espalier.run("describe", "--topology", shop.topology(), "--format", format);
    assertThat(drawn.succeeds().out()).contains(mark, "rating");
  }

  @Test
  void tellsWhatCollidesInTheData() throws IOException {
    Topology hashed =
        Topology.builder("hashed").inputs(hashed("city", 2)).task(binary("click")).build();
    Path file = folder.resolve("hashed.json");
    Files.writeString(file, TopologyJson.write(hashed));
    Espalier described =
        Espalier.run("describe", "--topology", file, "--data", shop.training()).succeeds();
    // Three cities in two buckets: two of them share one, or all three.
    assertThat(described.out()).containsPattern("city +3 +2 +[12] ").contains("values sharing");
    assertThat(described.out())
        .containsPattern("city +text +[0-9.]+% +feature city\n")
        .containsPattern("age +\\w+ +[0-9.]+% +not read\n")
        .containsPattern("click +click +100.0% ");
    Espalier json =
        Espalier.run("describe", "--topology", file, "--data", shop.training(), "--json");
    JsonArray features = (JsonArray) json.succeeds().json().get("hashed_features");
    assertThat(features).hasSize(1);
    assertThat(String.valueOf(features.get(0)))
        .contains("\"feature\":\"city\",\"values\":3,\"buckets\":2,");
    assertThat(String.valueOf(json.json().get("schema")))
        .contains("\"column\":\"city\",\"type\":\"text\",\"role\":\"feature city\"")
        .contains("\"warnings\":[");
  }

  @Test
  void printsWhatItRead() {
    Espalier json = Espalier.run("describe", "--topology", shop.topology(), "--format", "json");
    assertThat(TopologyJson.read(json.succeeds().out())).isEqualTo(shop.model());
  }

  @Test
  void tellsMachinesTheSizes() {
    Espalier json = Espalier.run("describe", "--topology", shop.topology(), "--json").succeeds();
    Plan plan = Plan.of(shop.model());
    assertThat(json.json().get("parameters")).hasToString("" + plan.parameterCount());
    assertThat(json.json().get("multiply_adds")).hasToString("" + plan.multiplyAdds());
    assertThat(TopologyJson.read(String.valueOf(json.json().get("topology"))))
        .isEqualTo(shop.model());
  }
}
