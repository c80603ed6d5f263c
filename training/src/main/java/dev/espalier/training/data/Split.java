package dev.espalier.training.data;

import dev.espalier.dsl.Problem;
import java.util.Arrays;
import java.util.BitSet;

/** How examples are split into a training part and a held-out part, as a value. */
public sealed interface Split {

  /**
   * The two parts of these examples, neither of them empty.
   *
   * @throws ExamplesException where there is no such column, or a part would be empty
   */
  Parts apply(Examples examples);

  /**
   * A share of the rows at random: the first rows of a permutation that the seed fixes on every
   * JDK.
   *
   * @param share part of the rows to hold out, in (0, 1); rounded to the nearest number of rows
   * @param seed any number
   */
  record Random(double share, long seed) implements Split {
    @Override
    public Parts apply(Examples examples) {
      int held = held(examples, share);
      BitSet out = new BitSet();
      int[] order = Permutation.of(examples.rows(), seed, 0);
      for (int i = 0; i < held; i++) {
        out.set(order[i]);
      }
      return parts(examples, out);
    }
  }

  /**
   * The rows with one value in a column, such as {@code test} in {@code part}.
   *
   * @param column column of any type, compared as text
   * @param heldOut value of the rows to hold out
   */
  record ByColumn(String column, String heldOut) implements Split {
    @Override
    public Parts apply(Examples examples) {
      Column values = examples.column(column);
      BitSet out = new BitSet();
      for (int row = 0; row < examples.rows(); row++) {
        out.set(row, !values.isMissing(row) && values.text(row).equals(heldOut));
      }
      return parts(examples, out);
    }
  }

  /**
   * The last share of the rows in the order of a column: numbers by size, text by letters (so that
   * ISO dates are in order). Rows of the same time keep their order in the table.
   *
   * @param column column without missing values
   * @param share part of the rows to hold out, in (0, 1); rounded to the nearest number of rows
   */
  record ByTime(String column, double share) implements Split {
    @Override
    public Parts apply(Examples examples) {
      int held = held(examples, share);
      int[] order = TimeOrder.of(examples, column);
      BitSet out = new BitSet();
      Arrays.stream(order, order.length - held, order.length).forEach(out::set);
      return parts(examples, out);
    }
  }

  private static int held(Examples examples, double share) {
    if (!(share > 0 && share < 1)) {
      throw new ExamplesException(
          new Problem(
              "split", "a share of " + share, "more than 0 and less than 1", "Try a share of 0.2"));
    }
    return (int) Math.round(share * examples.rows());
  }

  private static Parts parts(Examples examples, BitSet out) {
    int held = out.cardinality();
    if (held == 0 || held == examples.rows()) {
      throw new ExamplesException(
          new Problem(
              examples.source(),
              held + " of " + examples.rows() + " rows held out",
              "at least one row in each part",
              "Give more rows, another share, or a value that some rows hold and others do not"));
    }
    BitSet training = new BitSet();
    training.set(0, examples.rows());
    training.andNot(out);
    return new Parts(
        examples.take(training.stream().toArray()), examples.take(out.stream().toArray()));
  }
}
