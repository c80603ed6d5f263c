package dev.espalier.training.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Batches of rows of several tables: of each as many as it says, in an order of its own. An epoch
 * is the table with the most batches once; the others start again, in a new order, as often as they
 * are through.
 */
final class BatchMix implements Mix {
  private static final long NEXT_TABLE = 0x9E3779B97F4A7C15L;

  private final List<Table> tables;
  private final int parts;

  /**
   * One of them.
   *
   * @param rows its rows among those of all tables
   * @param batches of its own rows
   */
  private record Table(int[] rows, Batches batches) {}

  private BatchMix(List<Table> tables, int parts) {
    this.tables = tables;
    this.parts = parts;
  }

  /** Of these tables, in whose batches rows of a group stay together where there are groups. */
  static BatchMix of(Portions portions, int @Nullable [] groups, long seed) {
    List<Table> tables = new ArrayList<>();
    for (int t = 0; t < portions.count(); t++) {
      int[] rows = portions.rows(t);
      if (rows.length > 0) {
        long own = seed + t * NEXT_TABLE;
        tables.add(
            new Table(
                rows,
                groups == null
                    ? Batches.shuffled(rows.length, portions.perStep(t), own)
                    : Batches.grouped(of(groups, rows), portions.perStep(t), own)));
      }
    }
    return new BatchMix(tables, 1);
  }

  private static int[] of(int[] groups, int[] rows) {
    int[] own = new int[rows.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = groups[rows[i]];
    }
    return own;
  }

  /** Each part has its share of every table. */
  @Override
  public BatchMix split(int into) {
    tables.forEach(table -> table.batches.split(into));
    return new BatchMix(tables, into);
  }

  @Override
  public int batchSize() {
    return tables.stream().mapToInt(table -> table.batches.batchSize()).sum() / parts;
  }

  @Override
  public int perEpoch() {
    return parts * tables.stream().mapToInt(table -> table.batches.perEpoch()).max().orElse(0);
  }

  @Override
  public void order(int epoch, int[] order) {
    int before = 0;
    for (Table table : tables) {
      int share = table.batches.batchSize() / parts;
      fill(table, epoch, before, order);
      before += share;
    }
  }

  private void fill(Table table, int epoch, int before, int[] order) {
    int[] own = new int[table.rows.length];
    int share = table.batches.batchSize() / parts;
    int pass = -1;
    for (int i = 0; i < perEpoch(); i++) {
      long batch = ((long) epoch * perEpoch() + i) / parts;
      BatchPosition position = table.batches.at(batch);
      if (position.epoch() != pass) {
        pass = position.epoch();
        table.batches.order(pass, own);
      }
      int first = position.batch() * table.batches.batchSize() + i % parts * share;
      for (int k = 0; k < share; k++) {
        order[i * batchSize() + before + k] = table.rows[own[first + k]];
      }
    }
  }
}
