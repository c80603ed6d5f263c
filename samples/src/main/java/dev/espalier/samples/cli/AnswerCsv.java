package dev.espalier.samples.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.espalier.graph.Predictions;
import dev.espalier.graph.ServedSignature;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers as comma-separated values: a column per output, {@code output/0}, {@code output/1} …
 * where it has several numbers.
 */
final class AnswerCsv {

  private AnswerCsv() {}

  /** Writes a file, whole or not at all, and returns the number of rows. */
  static int write(Answers answers, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path draft = Files.createTempFile(target.resolveSibling("."), ".espalier", ".csv");
    try {
      try (Writer to = Files.newBufferedWriter(draft)) {
        write(answers, to);
      }
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
    return answers.rows();
  }

  /** Writes and leaves the writer open. */
  static void write(Answers answers, Writer to) throws IOException {
    List<ServedSignature.Field> outputs = answers.signature().outputs();
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(to);
    List<String> header = new ArrayList<>();
    for (ServedSignature.Field output : outputs) {
      for (int i = 0; i < output.width(); i++) {
        header.add(output.width() == 1 ? output.name() : output.name() + "/" + i);
      }
    }
    csv.writeRecord(header);
    answers.forEach(batch -> rows(batch, outputs, csv));
    csv.flush();
  }

  private static void rows(Predictions batch, List<ServedSignature.Field> outputs, CsvWriter csv) {
    for (int row = 0; row < batch.rows(); row++) {
      List<String> cells = new ArrayList<>();
      for (ServedSignature.Field output : outputs) {
        for (int i = 0; i < output.width(); i++) {
          cells.add(Float.toString(batch.value(output.name(), row, i)));
        }
      }
      csv.writeRecord(cells);
    }
  }
}
