package dev.espalier.samples.census;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The files of {@code samples/topologies}; {@code -Dtopologies.update=true} writes them anew. */
class BlockTopologiesTest {
  private static final Path FOLDER = Path.of("topologies");

  @TestFactory
  Stream<DynamicTest> areTheFilesOfTheSamples() {
    return BlockTopologies.all().stream()
        .map(topology -> DynamicTest.dynamicTest(topology.name(), () -> isItsFile(topology)));
  }

  private static void isItsFile(Topology topology) throws Exception {
    Path file = FOLDER.resolve(topology.name() + ".json");
    if (Boolean.getBoolean("topologies.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, TopologyJson.write(topology));
    }
    assertThat(TopologyJson.read(Files.readString(file))).isEqualTo(topology);
  }

  @Test
  void thereIsOneForEachBlock() {
    assertThat(BlockTopologies.all())
        .extracting(Topology::name)
        .containsAll(
            Arrays.stream(Block.class.getPermittedSubclasses())
                .filter(Class::isRecord) // the others are for a user's own
                .map(block -> block.getSimpleName())
                .map(
                    name ->
                        name.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + name.substring(1))
                .toList());
  }

  @Test
  void noOtherFileIsThere() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files).hasSize(BlockTopologies.all().size());
    }
  }
}
