package dev.espalier.samples.endurance;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.regression;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.graph.FrozenModel;
import dev.espalier.samples.bench.DrawnRows;
import dev.espalier.samples.bench.Workload;
import dev.espalier.training.Model;
import dev.espalier.training.data.Column;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A training in a process of its own that goes on where the one before it stopped: dropout, drawn
 * codes, PCGrad and a shuffled table, so that all that is random has to be resumed.
 *
 * @param mainClass of the {@code espalier} command
 * @param folder of the tables
 * @param run folder of the run
 * @param streamed whether the table is read from records of tf.Example again in each epoch
 * @param steps in all
 */
record EnduranceRun(String mainClass, Path folder, Path run, boolean streamed, long steps) {
  private static final int COLUMNS = 20;
  private static final int ROWS = 20_000;
  private static final int HELD_OUT = 1_000;

  static Topology topology() {
    return Topology.builder("endurance")
        .inputs(numeric("x", COLUMNS))
        .shared(experts(4, Layers.of(16).dropout(.1f)), snr(3, 16), mmoe())
        .task(regression(Workload.task(0)).tower(8))
        .task(regression(Workload.task(1)).tower(8))
        .build();
  }

  static Examples rows(int count, long seed) {
    return new DrawnRows(COLUMNS, 2, 0, seed).table(count);
  }

  /** Writes the topology and the tables. */
  void prepare() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("topology.json"), TopologyJson.write(topology()));
    write(rows(ROWS, 1), folder.resolve("train.csv"));
    write(rows(HELD_OUT, 2), folder.resolve("valid.csv"));
    new DrawnRows(COLUMNS, 2, 0, 1).write(folder.resolve("train.tfrecord"), ROWS);
  }

  /** The same training without any interruption. */
  EnduranceRun straight() {
    return new EnduranceRun(
        mainClass, folder, run.resolveSibling(run.getFileName() + "-straight"), streamed, steps);
  }

  /** The same training, saved there. */
  EnduranceRun in(Path other) {
    return new EnduranceRun(mainClass, folder, other, streamed, steps);
  }

  /** Starts the process, which resumes what there is; what it says goes into a log. */
  Process start() throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            mainClass,
            "train",
            "--topology",
            folder.resolve("topology.json").toString(),
            "--train",
            folder.resolve(streamed ? "train.tfrecord" : "train.csv").toString(),
            "--valid",
            folder.resolve("valid.csv").toString(),
            "--out",
            run.toString(),
            "--resume",
            "--batch",
            "64",
            "--checkpoint-every",
            "50",
            "--steps",
            Long.toString(steps));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  Path log() {
    return run.resolveSibling(run.getFileName() + ".log");
  }

  /** Trains to the end; whether it ended well. */
  boolean finish() throws IOException, InterruptedException {
    return start().waitFor() == 0;
  }

  /** Every parameter of what was trained, bit for bit. */
  Map<String, List<Integer>> bits() {
    try (Model model = Model.load(run)) {
      FrozenModel frozen = model.frozen();
      Map<String, List<Integer>> bits = new LinkedHashMap<>();
      for (Parameter parameter : model.plan().parameters()) {
        List<Integer> values = new ArrayList<>();
        for (float value : frozen.parameter(parameter.name())) {
          values.add(Float.floatToRawIntBits(value));
        }
        bits.put(parameter.name(), values);
      }
      return bits;
    }
  }

  private static void write(Examples examples, Path file) throws IOException {
    List<Numbers> columns = new ArrayList<>();
    for (Column column : examples.columns()) {
      columns.add((Numbers) column);
    }
    try (CsvWriter csv = CsvWriter.builder().build(file)) {
      csv.writeRecord(columns.stream().flatMap(EnduranceRun::names).toList());
      for (int row = 0; row < examples.rows(); row++) {
        int at = row;
        csv.writeRecord(
            columns.stream()
                .flatMap(
                    column ->
                        IntStream.range(0, column.width())
                            .mapToObj(i -> Float.toString(column.at(at, i))))
                .toList());
      }
    }
  }

  private static Stream<String> names(Numbers column) {
    return column.width() == 1
        ? Stream.of(column.name())
        : IntStream.range(0, column.width()).mapToObj(i -> column.name() + "_" + i);
  }
}
