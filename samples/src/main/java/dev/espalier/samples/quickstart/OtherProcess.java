package dev.espalier.samples.quickstart;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Numbers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Asks an exported model in a process that knows nothing but its folder. */
final class OtherProcess {
  private final String mainClass;
  private final Path model;
  private final Path folder;

  /** Asks this version by the {@code predict} of this main class; files go into that folder. */
  OtherProcess(String mainClass, Path model, Path folder) {
    this.mainClass = mainClass;
    this.model = model;
    this.folder = folder;
  }

  /** The answers of the model, [row][output], for the first rows of a vector feature. */
  List<List<Float>> ask(String feature, Examples examples, int rows, List<String> outputs)
      throws IOException, InterruptedException {
    Path data = folder.resolve("request.csv");
    Path answers = folder.resolve("answers.csv");
    write(data, (Numbers) examples.column(feature), rows);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            mainClass,
            "predict",
            model.toString(),
            "--data",
            data.toString(),
            "--out",
            answers.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("The other process ended with " + process.exitValue());
    }
    return read(answers, outputs);
  }

  private static void write(Path file, Numbers numbers, int rows) throws IOException {
    try (CsvWriter csv = CsvWriter.builder().build(file)) {
      csv.writeRecord(
          IntStream.range(0, numbers.width()).mapToObj(i -> numbers.name() + "_" + i).toList());
      for (int row = 0; row < rows; row++) {
        int at = row;
        csv.writeRecord(
            IntStream.range(0, numbers.width())
                .mapToObj(i -> Float.toString(numbers.at(at, i)))
                .toList());
      }
    }
  }

  private static List<List<Float>> read(Path file, List<String> outputs) throws IOException {
    List<List<Float>> answers = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord record : csv) {
        answers.add(outputs.stream().map(name -> Float.valueOf(record.getField(name))).toList());
      }
    }
    return answers;
  }
}
