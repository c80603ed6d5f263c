package dev.espalier.training.data;

import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A thread that makes batches ahead of their steps, as many as there is room for. What goes wrong
 * in it is thrown where the next batch is taken.
 */
final class Prefetch implements AutoCloseable {

  /** A batch that is ready, at a position. */
  record Batch(BatchPosition position, EncodedRows rows) {}

  /** What the thread does. */
  interface Work {
    /** Makes batches until it is interrupted. */
    void run(Prefetch to) throws InterruptedException;
  }

  private static final Batch FAILED =
      new Batch(BatchPosition.START, new EncodedRows(new RowShape(0, 0, 0, 0), 0));

  private final BlockingQueue<Batch> ready;
  private final BlockingQueue<EncodedRows> free;
  private final Thread thread;
  private volatile @Nullable Throwable failure;

  /** Begins to work, with room for so many batches of so many rows. */
  Prefetch(RowShape shape, int batches, int rows, Work work) {
    // One is being made and one is being read; a failure needs no room.
    ready = new ArrayBlockingQueue<>(batches + 3);
    free = new ArrayBlockingQueue<>(batches + 2);
    for (int i = 0; i < batches + 2; i++) {
      free.add(new EncodedRows(shape, rows));
    }
    thread = new Thread(() -> work(work), "espalier-stream");
    thread.setDaemon(true);
    thread.start();
  }

  private void work(Work work) {
    try {
      work.run(this);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error thrown) {
      failure = thrown;
      ready.add(FAILED);
    }
  }

  /** Room for a batch, as soon as there is some. */
  EncodedRows room() throws InterruptedException {
    return free.take();
  }

  /** Says that a batch is ready. */
  void ready(Batch batch) {
    ready.add(batch);
  }

  /** The next batch, as soon as it is ready; its room has to be given back. */
  Batch take() {
    try {
      Batch batch = ready.take();
      if (batch != FAILED) {
        return batch;
      }
      ready.add(FAILED);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The thread was interrupted while it waited for a batch.");
    }
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) Objects.requireNonNull(failure);
  }

  /** Gives the room of a batch back. */
  void giveBack(EncodedRows rows) {
    free.add(rows);
  }

  /** Ends the thread, and returns when it has ended. */
  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
