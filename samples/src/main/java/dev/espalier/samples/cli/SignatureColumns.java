package dev.espalier.samples.cli;

import dev.espalier.graph.RawColumn;
import dev.espalier.graph.ServedSignature;
import dev.espalier.graph.ServedSignature.Field;
import dev.espalier.graph.ServedSignature.Type;
import dev.espalier.training.data.Column;
import dev.espalier.training.data.CsvFormat;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Integers;
import dev.espalier.training.data.Numbers;
import dev.espalier.training.data.RequestLists;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Turns a table into a request, by what the signature says alone: nothing of the training is known
 * here. A vector is in the columns {@code name_0}, {@code name_1} …, a list in one column with
 * {@code |} between its values, and numbers are in either way.
 *
 * @param signature what the model takes
 */
record SignatureColumns(ServedSignature signature) {

  /** The format with its columns read as the signature needs them. */
  CsvFormat type(CsvFormat format) {
    CsvFormat typed = format;
    for (Field input : signature.inputs()) {
      if (isList(input)) {
        typed = typed.text(input.name());
      }
      typed =
          switch (input.type()) {
            case FLOAT -> typed.numbers(names(input).toArray(String[]::new));
            case STRING -> typed.text(input.name());
            case INT64 -> typed;
          };
    }
    return typed;
  }

  /** A column per input; missing values as the model expects them. */
  Map<String, RawColumn> of(Examples examples) {
    Map<String, RawColumn> request = new LinkedHashMap<>();
    for (Field input : signature.inputs()) {
      request.put(
          input.name(),
          isList(input) && (input.type() != Type.FLOAT || examples.has(input.name()))
              ? RequestLists.of(input, examples)
              : values(input, examples));
    }
    return request;
  }

  private static RawColumn values(Field input, Examples examples) {
    return switch (input.type()) {
      case FLOAT -> numbers(names(input).stream().map(examples::column).toList(), examples);
      case INT64 -> ids(examples.column(input.name()), examples);
      case STRING -> texts(examples.column(input.name()));
    };
  }

  /** Whether an example has several values. */
  private static boolean isList(Field input) {
    return input.shape().size() > 1;
  }

  private static List<String> names(Field input) {
    return input.width() == 1
        ? List.of(input.name())
        : IntStream.range(0, input.width()).mapToObj(i -> input.name() + "_" + i).toList();
  }

  private static RawColumn numbers(List<Column> columns, Examples examples) {
    int rows = examples.rows();
    float[] values = new float[rows * columns.size()];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < columns.size(); i++) {
        values[row * columns.size() + i] = number(columns.get(i), row, examples);
      }
    }
    return columns.size() == 1
        ? RawColumn.numbers(values)
        : RawColumn.vectors(columns.size(), values);
  }

  private static float number(Column column, int row, Examples examples) {
    if (column instanceof Numbers numbers && numbers.width() == 1) {
      return numbers.at(row);
    } else if (column.isMissing(row)) {
      return Float.NaN;
    } else if (column instanceof Integers integers) {
      return integers.at(row);
    }
    throw new WrongInput(
        "%s, column \"%s\": received %s, allowed is a number."
            .formatted(examples.place(row), column.name(), column.text(row)));
  }

  private static RawColumn ids(Column column, Examples examples) {
    long[] values = new long[column.rows()];
    for (int row = 0; row < values.length; row++) {
      values[row] = column.isMissing(row) ? -1 : id(column, row, examples);
    }
    return RawColumn.ids(values);
  }

  private static long id(Column column, int row, Examples examples) {
    if (column instanceof Integers integers) {
      return integers.at(row);
    }
    throw new WrongInput(
        "%s, column \"%s\": received %s, allowed is an integer."
            .formatted(examples.place(row), column.name(), column.text(row)));
  }

  private static RawColumn texts(Column column) {
    return RawColumn.texts(
        IntStream.range(0, column.rows()).mapToObj(column::text).toArray(String[]::new));
  }
}
