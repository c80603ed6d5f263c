package dev.espalier.samples.cli;

import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Routing.lsh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import kotlinx.serialization.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run with a router leaves a picture, and is exported without the experts nobody reaches. */
class DropUnreachedTest {
  @TempDir Path folder;

  @Test
  void expertsThatNoExampleReachesAreNotExported() throws IOException {
    Shop shop = Shop.in(folder);
    Topology model = shop.model();
    Path file = folder.resolve("routed.json");
    List<Block> body = List.of(sparseMoe(64, 8).router(lsh(6)));
    Files.writeString(
        file, TopologyJson.write(new Topology("routed", model.inputs(), body, model.tasks())));
    Path run = folder.resolve("run");
    Object[] train = {"train", "--topology", file, "--train", shop.training(), "--out", run};
    Espalier.run(with(train, "--batch", 64, "--epochs", 1)).succeeds();
    assertThat(run.resolve("routing.svg")).content().contains("topology.shared[0].sparseMoe");
    assertThat(run.resolve("report.md")).content().contains("](routing.svg)");

    Object[] export = {"export", run, "--to", folder.resolve("models"), "--version"};
    Object[] dropping = {"--drop-unreached", shop.newcomers()};
    assertThat(Espalier.run(with(with(export, 1), dropping)).succeeds().out())
        .contains(" of 64, which none of 10 examples reached", "largest difference of their ");
    JsonObject json =
        Espalier.run(with(with(export, 2), with(dropping, "--json"))).succeeds().json();
    assertThat(String.valueOf(json.get("dropped"))).startsWith("{\"examples\":10,\"difference\":");
    JsonObject whole = Espalier.run(with(export, 3, "--json")).succeeds().json();
    assertThat(whole.containsKey("dropped")).isFalse();
    Espalier.run(with(export, 4, "--drop-unreached", folder.resolve("absent.csv")))
        .isRefused("absent.csv");
  }

  private static Object[] with(Object[] arguments, Object... more) {
    Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return all;
  }
}
