package dev.espalier.training.data;

import java.util.Arrays;
import java.util.BitSet;

/** A column of int64 numbers, any of which may be missing. */
public final class Integers implements Column {
  private final String name;
  private final long[] values;
  private final BitSet missing;

  /** A column that owns these values and this set of missing rows. */
  Integers(String name, long[] values, BitSet missing) {
    this.name = name;
    this.values = values;
    this.missing = missing;
  }

  /** A column of these integers, which are copied; none is missing. */
  public static Integers of(String name, long... values) {
    return new Integers(name, values.clone(), new BitSet());
  }

  /** A column of these integers; none is missing. */
  public static Integers of(String name, int[] values) {
    return new Integers(name, Arrays.stream(values).asLongStream().toArray(), new BitSet());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return "integer";
  }

  @Override
  public int rows() {
    return values.length;
  }

  /** The integer of this row; 0 where it is missing. */
  public long at(int row) {
    return values[row];
  }

  @Override
  public boolean isMissing(int row) {
    return missing.get(row);
  }

  @Override
  public String text(int row) {
    return isMissing(row) ? "" : Long.toString(values[row]);
  }

  @Override
  public Integers take(int[] rows) {
    long[] taken = new long[rows.length];
    BitSet gone = new BitSet();
    for (int i = 0; i < rows.length; i++) {
      taken[i] = values[rows[i]];
      gone.set(i, missing.get(rows[i]));
    }
    return new Integers(name, taken, gone);
  }

  @Override
  public Integers named(String name) {
    return new Integers(name, values, missing);
  }
}
