package dev.espalier.training.data;

import dev.espalier.graph.RawColumn;
import dev.espalier.graph.ServedSignature.Field;
import java.util.Arrays;

/** Turns columns of lists into what a served model takes: as many values for each example. */
public final class RequestLists {

  private RequestLists() {}

  /**
   * The column of this input, its lists cut, or filled up with what is no value: 0, -1 or the empty
   * text.
   *
   * @param input an input with several values per example
   * @throws ExamplesException where the column is not there, or a value is of another type
   */
  public static RawColumn of(Field input, Examples examples) {
    Problems problems = new Problems();
    Lists lists =
        switch (input.type()) {
          case FLOAT -> ListColumns.numbers(input.name(), examples, problems);
          case INT64 -> ListColumns.ids(input.name(), examples, problems);
          case STRING -> ListColumns.words(input.name(), examples, problems);
        };
    problems.raise();
    if (lists == null) {
      throw new IllegalStateException("No lists, and no problem.");
    }
    return filled(lists, input.width());
  }

  /** The first values of each list, with no value behind a shorter one. */
  static RawColumn filled(Lists lists, int most) {
    int size = Math.multiplyExact(lists.rows(), most);
    Column values = lists.values();
    if (values instanceof Integers integers) {
      long[] ids = new long[size];
      Arrays.fill(ids, -1);
      each(lists, most, (at, i) -> ids[i] = values.isMissing(at) ? -1 : integers.at(at));
      return RawColumn.idLists(most, ids);
    } else if (values instanceof Numbers numbers) {
      float[] all = new float[size];
      each(lists, most, (at, i) -> all[i] = numbers.at(at));
      return RawColumn.vectors(most, all);
    }
    String[] texts = new String[size];
    Arrays.fill(texts, "");
    each(lists, most, (at, i) -> texts[i] = values.text(at));
    return RawColumn.textLists(most, texts);
  }

  /** The place of each value that is taken, and its place in a matrix [rows, most]. */
  private static void each(Lists lists, int most, Taker taker) {
    for (int row = 0; row < lists.rows(); row++) {
      for (int i = 0; i < Math.min(most, lists.length(row)); i++) {
        taker.take(lists.start(row) + i, row * most + i);
      }
    }
  }

  @FunctionalInterface
  private interface Taker {
    void take(int from, int to);
  }
}
