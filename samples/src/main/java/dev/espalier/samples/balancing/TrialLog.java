package dev.espalier.samples.balancing;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The trials that are done, a line of a CSV file each as soon as it ends: {@code data}, {@code
 * method}, learning rate, seed, validation, then name and value of each test metric. Another study
 * with the same file takes them from there.
 */
public final class TrialLog {
  private static final int FIXED = 5;

  private final Path file;
  private final List<Trial> trials = new ArrayList<>();

  private TrialLog(Path file) {
    this.file = file;
  }

  /**
   * The log in this file, which need not exist yet. A last line that was cut off does not count.
   */
  public static TrialLog open(Path file) throws IOException {
    TrialLog log = new TrialLog(file);
    if (!Files.exists(file)) {
      return log;
    }
    String text = Files.readString(file);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    if (whole.length() < text.length()) {
      Files.writeString(file, whole);
    }
    try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(whole)) {
      csv.forEach(line -> log.trials.add(trial(line)));
    }
    return log;
  }

  /** What is known of this trial. */
  Optional<Trial> find(String data, String method, float learningRate, long seed) {
    return trials.stream()
        .filter(
            trial ->
                trial.data().equals(data)
                    && trial.method().equals(method)
                    && trial.learningRate() == learningRate
                    && trial.seed() == seed)
        .findFirst();
  }

  /** Writes a trial down. */
  void add(Trial trial) throws IOException {
    StringWriter line = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(line)) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  trial.data(),
                  trial.method(),
                  Float.toString(trial.learningRate()),
                  Long.toString(trial.seed()),
                  Double.toString(trial.validation())));
      trial.test().forEach((task, value) -> cells.addAll(List.of(task, value.toString())));
      csv.writeRecord(cells);
    }
    Files.writeString(file, line.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    trials.add(trial);
  }

  private static Trial trial(CsvRecord line) {
    Map<String, Double> test = new LinkedHashMap<>();
    for (int i = FIXED; i < line.getFieldCount(); i += 2) {
      test.put(line.getField(i), Double.valueOf(line.getField(i + 1)));
    }
    return new Trial(
        line.getField(0),
        line.getField(1),
        Float.parseFloat(line.getField(2)),
        Long.parseLong(line.getField(3)),
        Double.parseDouble(line.getField(4)),
        test);
  }
}
