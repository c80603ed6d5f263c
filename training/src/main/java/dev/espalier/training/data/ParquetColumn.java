package dev.espalier.training.data;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * A column of a Parquet file: a value per row, or a list.
 *
 * @param leaf where the values are
 * @param type what they become
 * @param element the definition level from which on a list has an element; 0 where there is a value
 *     per row
 */
record ParquetColumn(ColumnDescriptor leaf, ParquetType type, int element) {

  /** The column of a field; null where its values have no place in examples. */
  static @Nullable ParquetColumn of(MessageType schema, Type field) {
    boolean one = field.isPrimitive() && !field.isRepetition(Type.Repetition.REPEATED);
    boolean list =
        field.isPrimitive()
            || field.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation;
    Type at = field;
    while (list && !at.isPrimitive()) {
      list = at.asGroupType().getFieldCount() == 1;
      at = at.asGroupType().getType(0);
    }
    if (!list) {
      return null; // a map or a structure
    }
    ColumnDescriptor leaf =
        schema.getColumns().stream()
            .filter(column -> column.getPath()[0].equals(field.getName()))
            .findFirst()
            .orElseThrow();
    ParquetType type = ParquetType.of(leaf.getPrimitiveType());
    if (type == null || leaf.getMaxRepetitionLevel() != (one ? 0 : 1)) {
      return null; // dates, or lists of lists
    }
    return new ParquetColumn(leaf, type, one ? 0 : element(schema, leaf.getPath()));
  }

  /** The definition level of what is repeated. */
  private static int element(MessageType schema, String[] path) {
    int length = 1;
    while (schema.getMaxRepetitionLevel(Arrays.copyOf(path, length)) == 0) {
      length++;
    }
    return schema.getMaxDefinitionLevel(Arrays.copyOf(path, length));
  }

  /** Name of the field and the column. */
  String name() {
    return leaf.getPath()[0];
  }

  /**
   * The next rows.
   *
   * @param places where each of them came from
   */
  Column read(ColumnReader from, int rows, IntFunction<String> places, Problems problems) {
    ParquetValues values = new ParquetValues(name(), type.kind(), places, problems);
    int[] starts = new int[element == 0 ? 0 : rows + 1];
    for (int row = 0; row < rows && !problems.full(); row++) {
      values.row(row);
      if (from.getCurrentRepetitionLevel() != 0) {
        throw new IllegalArgumentException("a row that begins inside of a list");
      }
      do {
        value(from, values);
        from.consume();
      } while (from.getCurrentRepetitionLevel() > 0);
      if (element > 0) {
        starts[row + 1] = values.size();
      }
    }
    problems.raise();
    Column flat = values.finish();
    return element > 0 ? new Lists(starts, flat) : flat;
  }

  private void value(ColumnReader from, ParquetValues to) {
    int level = from.getCurrentDefinitionLevel();
    if (level == leaf.getMaxDefinitionLevel()) {
      type.reading().read(from, to);
    } else if (element == 0 || level >= element) {
      to.addMissing();
    }
  }
}
