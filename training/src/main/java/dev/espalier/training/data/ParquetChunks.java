package dev.espalier.training.data;

import dev.espalier.dsl.Topology;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Some rows at a time of files of Parquet, of the columns that are wanted. */
final class ParquetChunks implements Chunks {
  private final Predicate<String> wanted;
  private final int rows;

  /** Chunks of up to so many rows. */
  ParquetChunks(Predicate<String> wanted, int rows) {
    ParquetLibrary.require(ParquetChunks.class.getClassLoader());
    this.wanted = wanted;
    this.rows = rows;
  }

  /** Chunks of the columns that a topology reads, and of these. */
  static ParquetChunks of(Topology topology, Collection<String> also, int rows) {
    Set<String> names =
        new HashSet<>(StreamColumns.of(topology, CsvFormat.defaults().of(topology)).keySet());
    names.addAll(also);
    // A vector may be a list per row, where a file of text has a column for each component.
    new ColumnRoles(topology).columns().forEach(names::add);
    return new ParquetChunks(names::contains, rows);
  }

  @Override
  public void read(Path file, Consumer<Examples> to) {
    try (ParquetFile rowsOf = ParquetFile.open(file, wanted)) {
      for (Examples part = rowsOf.next(rows); part != null; part = rowsOf.next(rows)) {
        to.accept(part);
      }
    }
  }
}
