package dev.espalier.training.internal;

import dev.espalier.training.TrainingListener;
import dev.espalier.training.data.FittingListener;
import dev.espalier.training.data.SchemaReport;

/** Passes on how the first reading of streams goes, at a pace that costs nothing. */
final class FirstReading implements FittingListener {
  private static final long EVERY_NANOS = 100_000_000L;

  private final TrainingListener to;
  private final int files;
  private long last = System.nanoTime();

  /** Tells this listener of so many files. */
  FirstReading(TrainingListener to, int files) {
    this.to = to;
    this.files = files;
  }

  @Override
  public void onRows(long rows, int file) {
    long now = System.nanoTime();
    if (now - last >= EVERY_NANOS) {
      last = now;
      to.onReading(new TrainingListener.Reading(rows, file + 1, files));
    }
  }

  @Override
  public void onSchema(SchemaReport schema) {
    to.onSchema(schema);
  }
}
