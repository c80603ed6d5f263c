package dev.espalier.samples.cli;

import dev.espalier.dsl.print.TopologyTable;
import dev.espalier.samples.quickstart.Quickstart;
import dev.espalier.samples.quickstart.QuickstartStory;
import dev.espalier.samples.quickstart.QuickstartTopologies;
import dev.espalier.training.TrainingListener;
import dev.espalier.training.report.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier quickstart}. */
@Command(
    name = "quickstart",
    header = "The main job on data it makes itself.",
    description =
        "Makes the MMoE paper's synthetic tasks, trains experts, sub-network routing and MMoE with "
            + "PCGrad beside a shared-bottom baseline, exports, and reads the export in another "
            + "process.")
final class QuickstartCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "12000",
      description = "Steps per model; default ${DEFAULT-VALUE}.")
  private int steps;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of data and training; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "runs/quickstart",
      description = "Where to write; numbered where it exists; default ${DEFAULT-VALUE}.")
  private Path out;

  private @Nullable ProgressView view;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (steps < 1) {
      throw new WrongInput("--steps: received " + steps + ", allowed is at least 1");
    }
    Path folder = free(out);
    Files.createDirectories(folder);
    console.text(TopologyTable.of(QuickstartTopologies.routed()) + "\n");
    try {
      Quickstart.Outcome outcome =
          new Quickstart(
                  steps,
                  seed,
                  topology -> {
                    closeView();
                    console.err().println("training " + topology.name());
                    ProgressView next =
                        console.isTerminal()
                            ? new ProgressBarView()
                            : new ProgressLines(console.err());
                    view = next;
                    return listener(next);
                  })
              .run(folder.resolve("models"));
      closeView();
      new QuickstartStory(console.out(), EspalierCommand.class.getName(), folder).tell(outcome);
    } finally {
      closeView();
    }
    return 0;
  }

  private void closeView() {
    if (view != null) {
      view.close();
      view = null;
    }
  }

  private static TrainingListener listener(ProgressView view) {
    return new TrainingListener() {
      @Override
      public void onProgress(Progress progress) {
        view.show(progress);
      }

      @Override
      public void onEpoch(Epoch epoch) {
        view.show(epoch);
      }

      @Override
      public void onSkip(long step, String reason) {
        view.say("step %,d changed nothing, %s".formatted(step, reason));
      }
    };
  }

  /** The first of {@code folder}, {@code folder-2}, … that does not exist. */
  private static Path free(Path folder) {
    Path candidate = folder;
    for (int i = 2; Files.exists(candidate); i++) {
      candidate = folder.resolveSibling(folder.getFileName() + "-" + i);
    }
    return candidate;
  }
}
