package dev.espalier.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the columns of tables one below the other; what a table lacks is missing in its rows. */
final class Together {
  private static final long EXACT = 1 << 24;

  private final List<Examples> tables;
  private final int rows;
  private final Problems problems = new Problems();

  private Together(List<Examples> tables) {
    this.tables = tables;
    this.rows = tables.stream().mapToInt(Examples::rows).sum();
  }

  /** The columns of all tables, in the order in which they are first seen. */
  static List<Column> columns(List<Examples> tables) {
    Together together = new Together(tables);
    Set<String> names = new LinkedHashSet<>();
    tables.forEach(table -> table.columns().forEach(column -> names.add(column.name())));
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      Column column = together.column(name);
      if (column != null) {
        columns.add(column);
      }
    }
    together.problems.raise();
    return columns;
  }

  private @Nullable Column column(String name) {
    List<@Nullable Column> each = new ArrayList<>();
    Set<String> types = new LinkedHashSet<>();
    for (Examples table : tables) {
      Column column = table.find(name);
      // A file's column without any value has a type that says nothing.
      each.add(column == null || column.isEmpty() ? null : column);
      if (column != null && !column.isEmpty()) {
        types.add(column.type());
      }
    }
    List<Column> there = each.stream().filter(Objects::nonNull).map(Column.class::cast).toList();
    if (there.isEmpty()) {
      return new Integers(name, new long[rows], all());
    } else if (there.stream().anyMatch(Lists.class::isInstance)) {
      return lists(name, each);
    } else if (there.stream().anyMatch(Text.class::isInstance)) {
      return text(name, each);
    } else if (there.stream().allMatch(Integers.class::isInstance)) {
      return integers(name, each);
    }
    int width = there.stream().mapToInt(Together::width).max().orElseThrow();
    if (there.stream().anyMatch(column -> width(column) != width)) {
      problems.add(
          "column " + Problems.quote(name),
          String.join(" and ", types),
          "the same number of components in each table",
          "Correct the column, or rename it with Column.named");
      return null;
    }
    return numbers(name, each, width);
  }

  private static int width(Column column) {
    return column instanceof Numbers numbers ? numbers.width() : 1;
  }

  private BitSet all() {
    BitSet all = new BitSet();
    all.set(0, rows);
    return all;
  }

  private Column integers(String name, List<@Nullable Column> each) {
    long[] values = new long[rows];
    BitSet missing = all();
    int at = 0;
    for (int t = 0; t < tables.size(); t++) {
      Integers column = (Integers) each.get(t);
      for (int row = 0; row < tables.get(t).rows(); row++, at++) {
        if (column != null && !column.isMissing(row)) {
          values[at] = column.at(row);
          missing.clear(at);
        }
      }
    }
    return new Integers(name, values, missing);
  }

  private @Nullable Column numbers(String name, List<@Nullable Column> each, int width) {
    float[] values = new float[Math.multiplyExact(rows, width)];
    Arrays.fill(values, Float.NaN);
    int at = 0;
    for (int t = 0; t < tables.size(); t++) {
      Column column = each.get(t);
      for (int row = 0; row < tables.get(t).rows(); row++) {
        for (int c = 0; c < width; c++, at++) {
          if (column instanceof Numbers numbers) {
            values[at] = numbers.at(row, c);
          } else if (column instanceof Integers integers && !integers.isMissing(row)) {
            if (Math.abs(integers.at(row)) > EXACT) {
              problems.add(
                  tables.get(t).place(row, name),
                  integers.text(row),
                  "an integer of at most 16,777,216, as another table has numbers there",
                  "Read the column as text in each table");
              return null;
            }
            values[at] = integers.at(row);
          }
        }
      }
    }
    return new Numbers(name, width, values);
  }

  private Column text(String name, List<@Nullable Column> each) {
    Text.Dictionary dictionary = new Text.Dictionary();
    int[] codes = new int[rows];
    Arrays.fill(codes, Text.MISSING);
    int at = 0;
    for (int t = 0; t < tables.size(); t++) {
      Column column = each.get(t);
      for (int row = 0; row < tables.get(t).rows(); row++, at++) {
        if (column != null && !column.isMissing(row)) {
          codes[at] = dictionary.code(column.text(row));
        }
      }
    }
    return new Text(name, codes, dictionary.words());
  }

  private @Nullable Column lists(String name, List<@Nullable Column> each) {
    int[] starts = new int[rows + 1];
    List<Examples> values = new ArrayList<>();
    int at = 0;
    for (int t = 0; t < tables.size(); t++) {
      Column column = each.get(t);
      Lists lists = column == null ? null : Lists.of(column);
      for (int row = 0; row < tables.get(t).rows(); row++, at++) {
        starts[at + 1] = starts[at] + (lists == null ? 0 : lists.length(row));
      }
      if (lists != null) {
        values.add(Examples.of(lists.values()));
      }
    }
    Together inner = new Together(values);
    Column all = inner.column(name);
    inner.problems.raise();
    return all == null ? null : new Lists(starts, all);
  }
}
