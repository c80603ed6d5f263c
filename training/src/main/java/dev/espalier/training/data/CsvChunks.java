package dev.espalier.training.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Some rows at a time of files of comma-separated values, of the columns that are wanted. */
final class CsvChunks implements Chunks {
  private final CsvFormat format;
  private final Map<String, CellKinds> wanted;
  private final int rows;

  /**
   * Chunks of up to so many rows.
   *
   * @param wanted which columns, where a file has them, and what their cells may be
   */
  CsvChunks(CsvFormat format, Map<String, CellKinds> wanted, int rows) {
    this.format = format;
    this.wanted = wanted;
    this.rows = rows;
  }

  @Override
  public void read(Path file, Consumer<Examples> to) {
    CsvRows records = new CsvRows(file, format);
    Chunk chunk = new Chunk(records, records.names());
    records.forEach(
        (line, cells) -> {
          chunk.add(line, cells);
          if (chunk.lines.size() == rows) {
            to.accept(chunk.take());
          }
        });
    if (!chunk.lines.isEmpty()) {
      to.accept(chunk.take());
    }
  }

  /** Lines that were read and are no columns yet. */
  private final class Chunk {
    private final CsvRows file;
    private final List<String> names;
    private final List<List<String>> lines = new ArrayList<>();
    private final int[] numbers = new int[rows];

    Chunk(CsvRows file, List<String> names) {
      this.file = file;
      this.names = names;
    }

    void add(long line, List<String> cells) {
      Problems problems = new Problems();
      CsvTable.checkLine(file, format, line, cells, names.size(), problems);
      problems.raise();
      numbers[lines.size()] = (int) line;
      lines.add(cells);
    }

    /** The lines as columns, whose types these lines fix. */
    Examples take() {
      Problems problems = new Problems();
      List<Column> columns = new ArrayList<>();
      for (int i = 0; i < names.size() && !problems.full(); i++) {
        CellKinds kinds = wanted.get(names.get(i));
        if (kinds != null) {
          columns.add(column(i, new CsvColumn(names.get(i), format.missing(), kinds), problems));
        }
      }
      problems.raise();
      Examples examples =
          Examples.read(file.source(), columns, Arrays.copyOf(numbers, lines.size()));
      lines.clear();
      return examples;
    }

    private Column column(int at, CsvColumn column, Problems problems) {
      for (int row = 0; row < lines.size() && !problems.full(); row++) {
        column.measure(lines.get(row).get(at), file, numbers[row], problems);
      }
      column.allocate(lines.size());
      for (int row = 0; row < lines.size() && problems.isEmpty(); row++) {
        column.fill(row, lines.get(row).get(at));
      }
      return column.finish();
    }
  }
}
