package dev.espalier.samples.cli;

import dev.espalier.samples.balancing.BalancingData;
import dev.espalier.samples.balancing.BalancingStudy;
import dev.espalier.samples.balancing.BalancingTable;
import dev.espalier.samples.balancing.Method;
import dev.espalier.samples.balancing.Trial;
import dev.espalier.samples.balancing.TrialLog;
import dev.espalier.samples.census.CensusTable;
import dev.espalier.training.report.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier balancing}. */
@Command(
    name = "balancing",
    header = "Compare every merge and weighting with equal weights.",
    description = {
      "Trains MMoE on two synthetic tasks whose losses are scaled apart and, with --data, on the",
      "Census-Income table. Each method has the same budget: seed 0 with every learning rate, the",
      "other seeds with the one that validates best. Trials are kept in the folder and not done",
      "twice."
    })
final class BalancingCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder for trials.csv, and a table for each data set as Markdown.")
  private Path out;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Folder with census-income.test.gz, and split.txt.gz if there is one.")
  private @Nullable Path data;

  @Option(
      names = "--correlation",
      paramLabel = "P",
      split = ",",
      defaultValue = "0.5",
      description = "Cosines between the synthetic tasks; default ${DEFAULT-VALUE}.")
  private List<Double> correlations;

  @Option(
      names = "--methods",
      paramLabel = "METHOD",
      split = ",",
      description = "Names of merges and weightings beside equal; all by default.")
  private @Nullable List<String> methods;

  @Option(
      names = "--learning-rates",
      paramLabel = "RATE",
      split = ",",
      defaultValue = "0.001,0.003,0.01,0.03",
      description = "Learning rates to choose from; default ${DEFAULT-VALUE}.")
  private List<Float> learningRates;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Trainings that are reported; default ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "8",
      description = "Passes over 16,384 examples; default ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "256",
      description = "Examples per step; default ${DEFAULT-VALUE}.")
  private int batch;

  @Override
  public Integer call() throws IOException {
    List<Method> chosen = chosen();
    Files.createDirectories(out);
    TrialLog log = TrialLog.open(out.resolve("trials.csv"));
    BalancingStudy study = new BalancingStudy(learningRates, seeds, epochs, batch, log);
    List<BalancingData> all = new ArrayList<>();
    correlations.forEach(p -> all.add(BalancingData.synthetic(p)));
    if (data != null) {
      all.add(BalancingData.census(CensusTable.read(InputFile.folder(data))));
    }
    for (BalancingData each : all) {
      Map<String, List<Trial>> trials = new LinkedHashMap<>();
      for (Method method : chosen) {
        trials.put(method.name(), study.run(each, method, this::tell));
      }
      TextTable table = BalancingTable.of(trials);
      Files.writeString(out.resolve("balancing-" + each.name() + ".md"), table.markdown());
      console.text(each.name() + "\n" + table.text());
    }
    return 0;
  }

  private List<Method> chosen() {
    List<Method> all = Method.all();
    List<String> names = all.stream().map(Method::name).toList();
    if (methods == null) {
      return all;
    }
    for (String name : methods) {
      if (!names.contains(name)) {
        throw new WrongInput(
            "--methods: received " + name + ", allowed are " + String.join(", ", names) + ".");
      }
    }
    return all.stream()
        .filter(method -> method == all.get(0) || methods.contains(method.name()))
        .toList();
  }

  private void tell(Trial trial) {
    console
        .err()
        .printf(
            Locale.ROOT,
            "%s, %s, learning rate %s, seed %d: %s%n",
            trial.data(),
            trial.method(),
            trial.learningRate(),
            trial.seed(),
            trial.test());
  }
}
