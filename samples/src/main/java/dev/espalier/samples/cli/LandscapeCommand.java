package dev.espalier.samples.cli;

import dev.espalier.samples.gradients.MergeName;
import dev.espalier.samples.landscape.LandscapeStudy;
import dev.espalier.samples.landscape.LandscapeTable;
import dev.espalier.samples.landscape.SurfaceName;
import dev.espalier.samples.landscape.TrajectoryPlot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier landscape}. */
@Command(
    name = "landscape",
    header = "The two-dimensional landscapes of the PCGrad and CAGrad papers.",
    description = {
      "Runs Adam, learning rate 0.001, with each merge from every start of a landscape, and prints",
      "when the sum of the two losses first passes a bar, its best value, its mean over the last",
      "tenth, and how far from the Pareto front the run ends."
    })
final class LandscapeCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Option(
      names = "--surface",
      paramLabel = "SURFACE",
      defaultValue = "pcgrad",
      description = "Which landscape: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private SurfaceName surface;

  @Option(
      names = "--gradients",
      paramLabel = "MERGE",
      split = ",",
      defaultValue = "equal,pcgrad",
      description = "Merges to run: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private List<MergeName> merges;

  @Option(names = "--all", description = "Run every merge.")
  private boolean all;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "Steps of each run; default 500,000 on PCGrad's landscape, as in the paper, and 50,000 on "
              + "CAGrad's.")
  private @Nullable Long steps;

  @Option(
      names = "--bar",
      paramLabel = "SUM",
      description =
          "The sum of losses to pass; default -230 on PCGrad's landscape, -30 on CAGrad's.")
  private @Nullable Float bar;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Folder for the tables as Markdown and the trajectories as SVG.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    if (steps != null && steps < 1) {
      throw new WrongInput("--steps: received " + steps + ", allowed is at least 1");
    }
    float sum = bar != null ? bar : surface == SurfaceName.PCGRAD ? -230 : -30;
    LandscapeStudy study =
        new LandscapeStudy(surface, steps == null ? surface.steps() : steps, sum);
    List<LandscapeStudy.Row> rows =
        study.run(
            all ? List.of(MergeName.values()) : merges,
            row ->
                console
                    .err()
                    .printf(
                        Locale.ROOT,
                        "%s from %s: %.2f over the last tenth, %.3f from the front%n",
                        row.merge(),
                        row.start(),
                        row.run().tailMean(),
                        row.run().toFront()));
    console.text(LandscapeTable.runs(rows, sum).text());
    console.text("\n" + LandscapeTable.merges(rows).text());
    if (out != null) {
      Files.createDirectories(out);
      Files.writeString(
          out.resolve("landscape-" + surface + ".md"),
          LandscapeTable.merges(rows).markdown()
              + "\n"
              + LandscapeTable.runs(rows, sum).markdown());
      Files.writeString(
          out.resolve("landscape-" + surface + ".svg"), TrajectoryPlot.svg(surface, rows));
    }
    return 0;
  }
}
