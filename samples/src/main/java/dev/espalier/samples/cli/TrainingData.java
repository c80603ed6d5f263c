package dev.espalier.samples.cli;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Topology;
import dev.espalier.training.data.CsvFormat;
import dev.espalier.training.data.ExampleStream;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Parts;
import dev.espalier.training.data.Portion;
import dev.espalier.training.data.PretrainedTables;
import dev.espalier.training.data.Share;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name the files to train on. */
final class TrainingData {
  @Mixin private CsvOptions csv;
  @Mixin private StreamOptions stream;

  @Option(
      names = "--train",
      required = true,
      paramLabel = "A.csv",
      description = {
        "Examples to train on: CSV, which may end in .gz, or .parquet or .tfrecord. Given several",
        "times: tables of different tasks, of each of which every step takes its own number of",
        "examples, see --batch; with --stream the parts of one table."
      })
  private List<Path> training;

  @Option(
      names = "--valid",
      paramLabel = "B.csv",
      description = "Examples to validate on, of one table or of several.")
  private List<Path> validation = List.of();

  @Option(
      names = "--batch",
      split = ",",
      paramLabel = "N",
      defaultValue = "256",
      description =
          "Examples per step, a number for each --train with commas between them; "
              + "default ${DEFAULT-VALUE}.")
  private List<Integer> batch;

  @Option(
      names = "--shares",
      split = ",",
      paramLabel = "WEIGHT",
      description = {
        "A weight for each --train with commas between them, as in 3,1: each example of a step is",
        "drawn, first its table by these weights, then its next row. --batch is one number then."
      })
  private List<Double> shares = List.of();

  @Option(
      names = "--valid-share",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "Without --valid: share of the examples to hold out; default ${DEFAULT-VALUE}.")
  private double share;

  /** Rows that features start with, the column of words or ids read as the topology needs it. */
  PretrainedTables pretrained(Topology topology, Map<String, Path> files) {
    PretrainedTables tables = PretrainedTables.none();
    for (Map.Entry<String, Path> of : files.entrySet()) {
      Examples rows = Examples.csv(InputFile.readable(of.getValue()));
      CsvFormat asText = CsvFormat.defaults().text(rows.columns().get(0).name());
      boolean words =
          topology.inputs().stream()
              .anyMatch(
                  f ->
                      f.name().equals(of.getKey())
                          && f.category() != null
                          && !(f.category().coding() instanceof Categorical.Id));
      tables = tables.and(of.getKey(), words ? Examples.csv(of.getValue(), asText) : rows);
    }
    return tables;
  }

  /** Makes sure that the files are there. */
  void check() {
    if (streams()) {
      stream();
    } else {
      training.forEach(InputFile::readable);
    }
    validation.forEach(InputFile::readable);
  }

  /** Examples of all tables in a step. */
  int batch() {
    if (streams() && batch.size() != 1) {
      throw new WrongInput("--batch: allowed is one number for a stream, such as --batch 256");
    } else if (!shares.isEmpty()) {
      requireShares();
    } else if (!streams() && batch.size() != training.size()) {
      throw new WrongInput(
          "--batch: received "
              + batch.size()
              + (batch.size() == 1 ? " number" : " numbers")
              + " for "
              + training.size()
              + (training.size() == 1 ? " file" : " files")
              + ", allowed is one for each --train, such as --batch "
              + String.join(",", Collections.nCopies(training.size(), "64")));
    }
    return batch.stream().mapToInt(each -> each).sum();
  }

  private void requireShares() {
    if (streams()) {
      throw new WrongInput("--shares: received some for a stream, allowed are tables in memory.");
    } else if (shares.size() != training.size()) {
      throw new WrongInput(
          "--shares: received %d for %d files, allowed is one for each --train."
              .formatted(shares.size(), training.size()));
    } else if (batch.size() != 1) {
      throw new WrongInput(
          "--batch: received %d numbers with --shares, allowed is one, such as --batch 256."
              .formatted(batch.size()));
    }
  }

  /** Whether the examples to train on are read again in each epoch. */
  boolean streams() {
    return stream.wanted(training);
  }

  /** The examples to train on as they are read in each epoch. */
  ExampleStream stream() {
    return stream.of(training, csv.format());
  }

  /** Whether the examples to validate on are read again each time. */
  boolean streamsValidation() {
    return stream.validates();
  }

  /** The examples to validate on as they are read each time. */
  ExampleStream validationStream() {
    requireValidation();
    return StreamOptions.files("--valid", validation, csv.format());
  }

  private void requireValidation() {
    if (validation.isEmpty()) {
      throw new WrongInput(
          "--valid: received none, allowed is a file: a stream has no part to hold out.");
    }
  }

  /** The examples to validate a training on a stream with. */
  Examples validation(Topology topology) {
    requireValidation();
    return together(validation, topology, Collections.nCopies(validation.size(), 1));
  }

  /** Both parts, with the columns read as the topology needs them. */
  Parts read(Topology topology, long seed) {
    validation.forEach(InputFile::readable);
    Examples all =
        shares.isEmpty() ? together(training, topology, batch) : mixed(training, topology);
    return validation.isEmpty() ? all.split(share, seed) : new Parts(all, validation(topology));
  }

  private Examples mixed(List<Path> files, Topology topology) {
    Share[] each = new Share[files.size()];
    for (int i = 0; i < each.length; i++) {
      each[i] = csv.read(files.get(i), topology).share(shares.get(i));
    }
    return Examples.mixed(each);
  }

  private Examples together(List<Path> files, Topology topology, List<Integer> perStep) {
    if (files.size() == 1) {
      return csv.read(files.get(0), topology);
    }
    Portion[] portions = new Portion[files.size()];
    for (int i = 0; i < portions.length; i++) {
      portions[i] = csv.read(files.get(i), topology).perStep(perStep.get(i));
    }
    return Examples.together(portions);
  }
}
