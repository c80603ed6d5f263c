package dev.espalier.training.data;

import dev.espalier.dsl.Topology;
import dev.espalier.training.data.SchemaReport.ReadColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what a table holds for a topology from one part of it after another. */
final class SchemaGathering {
  private final ColumnRoles roles;
  private final LabelRates rates;
  private final LeakSearch leaks;
  private final Map<String, Seen> columns = new LinkedHashMap<>();
  private long rows;

  SchemaGathering(Topology topology) {
    roles = new ColumnRoles(topology);
    rates = new LabelRates(topology);
    leaks = new LeakSearch(topology, roles);
  }

  /** What was seen of a column. */
  private static final class Seen {
    private Column last;
    private long there;
    private @Nullable String value;
    private boolean varies;

    Seen(Column column) {
      last = column;
    }

    void add(Column column) {
      if (!column.isEmpty()) {
        last = wider(last, column);
      }
      for (int row = 0; row < column.rows(); row++) {
        if (!column.isMissing(row)) {
          there++;
          if (!varies) {
            String text = column.text(row);
            varies = value != null && !value.equals(text);
            value = text;
          }
        }
      }
    }

    /** Parts of a file may look like integers, then like numbers. */
    private static Column wider(Column one, Column other) {
      boolean integers = other instanceof Integers;
      return one.isEmpty() || (one instanceof Integers && !integers) ? other : one;
    }
  }

  /** Takes note of these rows. */
  void add(Examples part) {
    rows += part.rows();
    part.columns()
        .forEach(
            column -> columns.computeIfAbsent(column.name(), name -> new Seen(column)).add(column));
    rates.add(part);
    leaks.add(part);
  }

  /** What was found. */
  SchemaReport finish() {
    List<ReadColumn> read =
        columns.entrySet().stream()
            .map(
                entry -> {
                  Seen seen = entry.getValue();
                  return new ReadColumn(
                      entry.getKey(),
                      seen.last.type(),
                      roles.role(entry.getKey()),
                      rows == 0 ? 1 : (double) (rows - seen.there) / rows,
                      !seen.varies);
                })
            .toList();
    return new SchemaReport(read, rates.finish(), leaks.finish());
  }
}
