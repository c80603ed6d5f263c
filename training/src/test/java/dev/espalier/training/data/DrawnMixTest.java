package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches whose rows are drawn from several tables. */
class DrawnMixTest {
  private static final int[] ROWS = {400, 30, 170};
  private static final List<Double> SHARES = List.of(1.0, 4.0, 5.0);
  private static final int ALL = 600;

  private static EncodedExamples encoded() {
    int[] tables = new int[ALL];
    Arrays.fill(tables, 400, 430, 1);
    Arrays.fill(tables, 430, ALL, 2);
    return new EncodedExamples(
        ALL,
        1,
        new float[ALL],
        0,
        new int[0],
        new int[] {1},
        new float[ALL],
        null,
        List.of(),
        Portions.drawn(SHARES, tables));
  }

  private static Batches batches(long seed) {
    return Batches.training(encoded(), null, 32, seed);
  }

  private static int table(int row) {
    return row < 400 ? 0 : row < 430 ? 1 : 2;
  }

  private static List<Integer> epoch(long seed, int epoch) {
    BatchReader reader = new BatchReader(encoded(), batches(seed));
    List<Integer> rows = new ArrayList<>();
    for (int b = 0; b < batches(seed).perEpoch(); b++) {
      Arrays.stream(reader.rows(new BatchPosition(epoch, b))).forEach(rows::add);
    }
    return rows;
  }

  @Test
  void tablesAreDrawnByTheirWeights() {
    assertThat(batches(1).perEpoch()).isEqualTo(ALL / 32);
    double[] counts = new double[3];
    double total = 0;
    for (int e = 0; e < 40; e++) {
      for (int row : epoch(1, e)) {
        counts[table(row)]++;
        total++;
      }
    }
    // Five standard deviations of a share of one half.
    double most = 5 * Math.sqrt(.25 / total);
    for (int t = 0; t < 3; t++) {
      assertThat(counts[t] / total).isCloseTo(SHARES.get(t) / 10, within(most));
    }
  }

  /** Of each table, every row comes once before any comes again. */
  @Test
  void theRowsOfATableGoRound() {
    for (int e = 0; e < 5; e++) {
      List<Integer> rows = epoch(1, e);
      for (int t = 0; t < 3; t++) {
        int table = t;
        List<Integer> own = rows.stream().filter(row -> table(row) == table).toList();
        for (int from = 0; from < own.size(); from += ROWS[t]) {
          List<Integer> pass = own.subList(from, Math.min(own.size(), from + ROWS[t]));
          assertThat(pass).doesNotHaveDuplicates();
        }
      }
    }
  }

  @Test
  void seedAndEpochFixWhatIsDrawn() {
    List<List<Integer>> epochs = List.of(epoch(1, 0), epoch(1, 1), epoch(2, 0), epoch(1, 7));
    assertThat(new HashSet<>(epochs)).hasSize(4);
    assertThat(epoch(1, 7)).isEqualTo(epochs.get(3));
  }

  @Test
  void partsOfABatchAreThoseOfTheBatch() {
    BatchReader parts = new BatchReader(encoded(), batches(3).split(4));
    List<Integer> rows = new ArrayList<>();
    for (int b = 0; b < 4 * (ALL / 32); b++) {
      Arrays.stream(parts.rows(new BatchPosition(2, b))).forEach(rows::add);
    }
    assertThat(rows).isEqualTo(epoch(3, 2));
  }

  @Test
  void groupsAreNotKeptTogether() {
    Cases.refuses(
        () -> Batches.training(encoded(), new int[ALL], 32, 1), "tables that are mixed", "groups");
  }

  /** Rows that were taken keep their table, and one without rows is not drawn. */
  @Test
  void partsKeepTheirTables() {
    Examples mixed =
        Examples.mixed(
            Examples.of(Integers.of("a", IntStream.range(0, 50).toArray())).share(2),
            Examples.of(Integers.of("a", 90, 91)).share(1));
    assertThat(mixed.shares()).containsExactly(2.0, 1.0);
    assertThat(mixed.perStep()).isEmpty();
    Examples first = mixed.take(IntStream.range(0, 50).toArray());
    assertThat(first.shares()).containsExactly(2.0, 1.0);
    int[] order = new int[50];
    DrawnMix.of(first.portions(), 10, 1).order(0, order);
    assertThat(order).doesNotHaveDuplicates();
  }

  @Test
  void refusesWeightsAndTablesThatAreNone() {
    Examples table = Examples.of(Integers.of("a", 1, 2));
    for (double weight : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      Cases.refuses(() -> table.share(weight), "examples share: received " + weight);
    }
    Cases.refuses(() -> table.take(new int[0]).share(1), "no rows");
    Cases.refuses(() -> Examples.mixed(), "no table");
    Cases.refuses(() -> Examples.mixed(table.share(1), table.share(1)).share(1), "Examples.mixed");
  }
}
