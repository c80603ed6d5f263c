package dev.espalier.training.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A column of text, any of which may be missing; every distinct word is stored once. */
public final class Text implements Column {
  static final int MISSING = -1;

  private final String name;
  private final int[] codes;
  private final List<String> words;

  /** A column that owns these codes: places in the words, or -1 where the value is missing. */
  Text(String name, int[] codes, List<String> words) {
    this.name = name;
    this.codes = codes;
    this.words = words;
  }

  /** A column of these words; null is a missing value, the empty text is a word. */
  public static Text of(String name, List<? extends @Nullable String> values) {
    Dictionary dictionary = new Dictionary();
    int[] codes = new int[values.size()];
    for (int row = 0; row < codes.length; row++) {
      String value = values.get(row);
      codes[row] = value == null ? MISSING : dictionary.code(value);
    }
    return new Text(name, codes, dictionary.words());
  }

  /** Any column as text: numbers as {@link Column#text} prints them. */
  static Text of(Column column) {
    if (column instanceof Text text) {
      return text;
    }
    Dictionary dictionary = new Dictionary();
    int[] codes = new int[column.rows()];
    for (int row = 0; row < codes.length; row++) {
      codes[row] = column.isMissing(row) ? MISSING : dictionary.code(column.text(row));
    }
    return new Text(column.name(), codes, dictionary.words());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return "text";
  }

  @Override
  public int rows() {
    return codes.length;
  }

  @Override
  public boolean isMissing(int row) {
    return codes[row] == MISSING;
  }

  @Override
  public String text(int row) {
    return isMissing(row) ? "" : words.get(codes[row]);
  }

  /** The place of this row's word in {@link #words}, or -1 where it is missing. */
  int code(int row) {
    return codes[row];
  }

  /** Every word of the column it was read from, some of which these rows may not hold. */
  List<String> words() {
    return words;
  }

  /** How often these rows hold each of the {@link #words}. */
  int[] counts() {
    int[] counts = new int[words.size()];
    for (int code : codes) {
      if (code != MISSING) {
        counts[code]++;
      }
    }
    return counts;
  }

  @Override
  public Text take(int[] rows) {
    int[] taken = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      taken[i] = codes[rows[i]];
    }
    return new Text(name, taken, words);
  }

  @Override
  public Text named(String name) {
    return new Text(name, codes, words);
  }

  /** Gives each distinct word a number, in order of first appearance. */
  static final class Dictionary {
    private final Map<String, Integer> codes = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    int code(String word) {
      Integer code = codes.get(word);
      if (code == null) {
        code = words.size();
        codes.put(word, code);
        words.add(word);
      }
      return code;
    }

    List<String> words() {
      return List.copyOf(words);
    }
  }
}
