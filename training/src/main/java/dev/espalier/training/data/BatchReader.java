package dev.espalier.training.data;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Copies batches of encoded examples into buffers that the caller keeps, without an allocation per
 * batch. It holds the order of one epoch, so it is for one thread; positions may be read in any
 * order, and going forward is fastest.
 */
public final class BatchReader implements BatchSource {
  private final EncodedExamples examples;
  private final Batches batches;
  private final int[] order;
  private final IntFunction<String> places;
  private int orderedEpoch = -1;
  private int firstRead;

  /** A reader of these examples in the order of these batches. */
  public BatchReader(EncodedExamples examples, Batches batches) {
    this(examples, batches, row -> "row " + row);
  }

  /**
   * A reader of these examples in the order of these batches.
   *
   * @param places where each row came from
   */
  public BatchReader(EncodedExamples examples, Batches batches, IntFunction<String> places) {
    this.places = places;
    if (examples.rows() != batches.rows()) {
      throw new IllegalArgumentException(
          "Batches of %d rows cannot read %d examples.".formatted(batches.rows(), examples.rows()));
    }
    this.examples = examples;
    this.batches = batches;
    this.order = new int[batches.orderLength()];
  }

  @Override
  public int numericWidth() {
    return examples.numericWidth();
  }

  @Override
  public int idWidth() {
    return examples.idWidth();
  }

  @Override
  public int labelColumns() {
    return examples.labelColumns();
  }

  @Override
  public int read(
      BatchPosition position,
      FloatBuffer numbers,
      IntBuffer ids,
      @Nullable FloatBuffer labels,
      @Nullable FloatBuffer weights) {
    int size = batches.size(position);
    order(position.epoch());
    int first = position.batch() * batches.batchSize();
    firstRead = first;
    int width = examples.numericWidth();
    int idWidth = examples.idWidth();
    for (int i = 0; i < size; i++) {
      int row = order[first + i];
      numbers.put(i * width, examples.numbers, row * width, width);
      ids.put(i * idWidth, examples.ids, row * idWidth, idWidth);
    }
    if (labels != null) {
      if (examples.labels == null) {
        throw new IllegalArgumentException(
            "These examples were encoded for prediction and have no labels.");
      }
      gather(examples.labels, first, size, labels);
    }
    if (weights != null) {
      gather(examples.weights, first, size, weights);
    }
    return size;
  }

  @Override
  public String place(int example) {
    return places.apply(order[firstRead + example]);
  }

  /** The rows of the batch at a position, in order: a new array, for tests and reports. */
  public int[] rows(BatchPosition position) {
    int size = batches.size(position);
    order(position.epoch());
    int first = position.batch() * batches.batchSize();
    return Arrays.copyOfRange(order, first, first + size);
  }

  private void order(int epoch) {
    if (epoch != orderedEpoch) {
      batches.order(epoch, order);
      orderedEpoch = epoch;
    }
  }

  /** Copies [columns, batch] out of [columns, rows]; ones where there is no matrix. */
  private void gather(float @Nullable [] from, int first, int size, FloatBuffer to) {
    for (int column = 0; column < examples.labelColumns(); column++) {
      for (int i = 0; i < size; i++) {
        float value = from == null ? 1f : from[column * examples.rows() + order[first + i]];
        to.put(column * size + i, value);
      }
    }
  }
}
