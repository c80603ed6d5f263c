package dev.espalier.samples.cli;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
import dev.espalier.samples.TemporaryFolder;
import dev.espalier.samples.census.BlockStudy;
import dev.espalier.samples.census.BlockStudyTable;
import dev.espalier.samples.census.CensusTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier blocks}. */
@Command(
    name = "blocks",
    header = "Compare the blocks on the census table.",
    description =
        "Trains each topology of a folder for a few steps with PCGrad, prints its size, step time "
            + "and test AUC per task, exports it, and asks the export what the model in memory "
            + "was asked. Download census-income.test.gz (Census-Income KDD) from UCI.")
final class BlocksCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder with census-income.test.gz, and split.txt.gz if there is one.")
  private Path data;

  @Option(
      names = "--topologies",
      paramLabel = "FOLDER",
      description = "Topologies as JSON; default samples/topologies.")
  private @Nullable Path topologies;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "200",
      description = "Steps per topology; default ${DEFAULT-VALUE}.")
  private int steps;

  @Override
  public Integer call() throws IOException {
    List<Topology> all = read(InputFile.folder(folder()));
    BlockStudy study =
        new BlockStudy(
            CensusTable.read(InputFile.folder(data)),
            steps,
            TemporaryFolder.create("espalier-blocks"));
    List<BlockStudy.Row> rows = new ArrayList<>();
    for (Topology topology : all) {
      BlockStudy.Row row = study.run(topology);
      console.err().println(BlockStudyTable.sentence(row));
      rows.add(row);
    }
    console.text(BlockStudyTable.of(rows));
    return 0;
  }

  private Path folder() {
    String home = System.getProperty("espalier.home", ".");
    return topologies == null ? Path.of(home, "samples", "topologies") : topologies;
  }

  private static List<Topology> read(Path folder) throws IOException {
    List<Topology> read = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        read.add(TopologyJson.read(Files.readString(file)));
      }
    }
    if (read.isEmpty()) {
      throw new WrongInput(folder + ": there is no topology, a file that ends in .json.");
    }
    return read;
  }
}
