package dev.espalier.samples.cli;

import dev.espalier.samples.landscape.LandscapeRun;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientSteps;
import dev.espalier.training.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier landscape}. */
@Command(
    name = "landscape",
    header = "The two-dimensional landscape of the PCGrad paper.",
    description = {
      "Runs Adam with and without PCGrad from (0.5, -3), learning rate 0.001, and prints when the",
      "sum of the two losses first passes -230, its best value, and its mean over the last tenth."
    })
final class LandscapeCommand implements Callable<Integer> {
  private static final float BAR = -230;

  @Mixin private Console console;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "500000",
      description = "Steps of each run; default ${DEFAULT-VALUE}, as in the paper.")
  private long steps;

  @Override
  public Integer call() {
    if (steps < 1) {
      throw new WrongInput("--steps: received " + steps + ", allowed is at least 1");
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("adam", GradientChain.of(GradientSteps.adam(1e-3f))));
    rows.add(
        row("pcGrad, adam", GradientChain.of(GradientSteps.pcGrad(), GradientSteps.adam(1e-3f))));
    console.text(
        new TextTable(
                List.of("gradients", "steps", "first below -230", "best", "mean of last tenth"),
                rows)
            .text());
    return 0;
  }

  private List<String> row(String name, GradientChain chain) {
    LandscapeRun run = LandscapeRun.of(chain, steps, BAR);
    return List.of(
        name,
        String.format(Locale.ROOT, "%,d", run.steps()),
        run.firstBelow().isPresent()
            ? String.format(Locale.ROOT, "%,d", run.firstBelow().getAsLong())
            : "never",
        String.format(Locale.ROOT, "%.1f", run.best()),
        String.format(Locale.ROOT, "%.1f", run.tailMean()));
  }
}
