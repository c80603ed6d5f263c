package dev.espalier.training.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Batches whose rows are drawn: of each its table by weight, then the next row of that table, which
 * is shuffled anew when it is through. What is drawn in an epoch follows from seed and epoch alone.
 */
final class DrawnMix implements Mix {
  private static final long NEXT_TABLE = 0x9E3779B97F4A7C15L;

  private final List<Table> tables;
  private final int batchSize;
  private final int perEpoch;
  private final long seed;

  /**
   * One of them.
   *
   * @param rows its rows among those of all tables
   * @param below the sum of the weights of the tables up to this one
   */
  private record Table(int[] rows, double below) {}

  private DrawnMix(List<Table> tables, int batchSize, int perEpoch, long seed) {
    this.tables = tables;
    this.batchSize = batchSize;
    this.perEpoch = perEpoch;
    this.seed = seed;
  }

  /** Of those of these tables that have rows, in batches of up to so many. */
  static DrawnMix of(Portions portions, int batchSize, long seed) {
    List<Table> tables = new ArrayList<>();
    double below = 0;
    int all = 0;
    for (int t = 0; t < portions.count(); t++) {
      int[] rows = portions.rows(t);
      if (rows.length > 0) {
        below += portions.shares().get(t);
        all += rows.length;
        tables.add(new Table(rows, below));
      }
    }
    int size = Math.min(batchSize, all);
    return new DrawnMix(tables, size, all / size, seed);
  }

  @Override
  public DrawnMix split(int into) {
    return new DrawnMix(tables, batchSize / into, perEpoch * into, seed);
  }

  @Override
  public int batchSize() {
    return batchSize;
  }

  @Override
  public int perEpoch() {
    return perEpoch;
  }

  @Override
  public void order(int epoch, int[] order) {
    Random random = Permutation.random(seed, epoch + 1L);
    List<Pass> passes = new ArrayList<>();
    for (int t = 0; t < tables.size(); t++) {
      passes.add(new Pass(tables.get(t).rows, seed + (t + 1) * NEXT_TABLE, epoch));
    }
    double sum = tables.get(tables.size() - 1).below;
    for (int i = 0; i < order.length; i++) {
      double drawn = random.nextDouble() * sum;
      int t = 0;
      while (t < tables.size() - 1 && drawn >= tables.get(t).below) {
        t++;
      }
      order[i] = passes.get(t).next();
    }
  }

  /** The rows of a table in one order after another. */
  private static final class Pass {
    private final int[] rows;
    private final int[] order;
    private final long seed;
    private final int epoch;
    private int number;
    private int at;

    Pass(int[] rows, long seed, int epoch) {
      this.rows = rows;
      this.order = new int[rows.length];
      this.seed = seed;
      this.epoch = epoch;
      this.at = rows.length;
    }

    int next() {
      if (at == rows.length) {
        Permutation.shuffle(order, seed, (long) number++ << Integer.SIZE | (epoch + 1L));
        at = 0;
      }
      return rows[order[at++]];
    }
  }
}
