package dev.espalier.samples.cli;

import dev.espalier.samples.census.CensusStudy;
import dev.espalier.samples.census.CensusStudyTable;
import dev.espalier.samples.census.CensusTable;
import dev.espalier.samples.census.CensusTopologies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier census}. */
@Command(
    name = "census",
    header = "Three ways to share on the UCI Census-Income table.",
    description = {
      "Trains Shared-Bottom, MMoE and SNR + MMoE with and without PCGrad from the same seeds and",
      "prints test AUC per task. Download census-income.test.gz (Census-Income KDD) from UCI."
    })
final class CensusCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder with census-income.test.gz, and split.txt.gz if there is one.")
  private Path data;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Trainings per model; default ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "19",
      description = "Most passes over the data; default ${DEFAULT-VALUE}.")
  private int epochs;

  @Override
  public Integer call() throws IOException {
    CensusTable table = CensusTable.read(InputFile.folder(data));
    List<CensusStudy.Run> runs =
        new CensusStudy(table, epochs)
            .run(
                CensusTopologies.all(),
                seeds,
                run ->
                    console
                        .err()
                        .printf(
                            Locale.ROOT,
                            "%s, %s, seed %d: best epoch %d, %s%n",
                            run.model(),
                            run.gradients(),
                            run.seed(),
                            run.bestEpoch(),
                            run.auc()));
    console.text(CensusStudyTable.of(runs));
    return 0;
  }
}
