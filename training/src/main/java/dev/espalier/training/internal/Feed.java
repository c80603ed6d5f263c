package dev.espalier.training.internal;

import dev.espalier.graph.internal.TrainingGraph.Feeds;
import dev.espalier.training.data.BatchPosition;
import dev.espalier.training.data.BatchSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** Tensors of one batch size that are filled and fed again and again. Owns the tensors. */
final class Feed implements AutoCloseable {
  private final Feeds feeds;
  private final FloatBuffer numbers;
  private final IntBuffer ids;
  private final @Nullable FloatBuffer labels;
  private final @Nullable FloatBuffer weights;
  private final @Nullable TFloat32 numbersTensor;
  private final @Nullable TInt32 idsTensor;
  private final @Nullable TFloat32 labelsTensor;
  private final @Nullable TFloat32 weightsTensor;

  private final @Nullable TInt64 partTensor;
  private final int batch;

  Feed(Feeds feeds, BatchSource like, int batch) {
    this.feeds = feeds;
    this.batch = batch;
    int width = like.numericWidth();
    int idWidth = like.idWidth();
    int columns = like.labelColumns();
    numbers = floats(batch * width);
    ids = bytes(batch * idWidth).asIntBuffer();
    labels = feeds.labels() == null ? null : floats(columns * batch);
    weights = feeds.weights() == null ? null : floats(columns * batch);
    numbersTensor = feeds.numbers() == null ? null : TFloat32.tensorOf(Shape.of(batch, width));
    idsTensor = feeds.ids() == null ? null : TInt32.tensorOf(Shape.of(batch, idWidth));
    labelsTensor = labels == null ? null : TFloat32.tensorOf(Shape.of(columns, batch));
    weightsTensor = weights == null ? null : TFloat32.tensorOf(Shape.of(columns, batch));
    partTensor = feeds.part() == null ? null : TInt64.scalarOf(0);
  }

  /** Fills the tensors with the batch at a position. */
  Feed fill(BatchSource reader, BatchPosition position) {
    reader.read(position, numbers, ids, labels, weights);
    whole();
    if (partTensor != null) {
      partTensor.setLong(position.batch());
    }
    return this;
  }

  /** Examples of a batch. */
  int batch() {
    return batch;
  }

  /** Fills the tensors with all examples of the batch that was read last. */
  Feed whole() {
    if (idsTensor != null) {
      DataBuffers.of(ids).copyTo(idsTensor.asRawTensor().data().asInts(), ids.capacity());
    }
    copy(numbers, numbersTensor);
    copy(labels, labelsTensor);
    copy(weights, weightsTensor);
    return this;
  }

  /** Fills the tensors with examples at these places of the batch that was read last, in turn. */
  Feed only(List<Integer> places) {
    int width = numbers.capacity() / batch;
    int idWidth = ids.capacity() / batch;
    for (int i = 0; i < batch; i++) {
      int from = places.get(i % places.size());
      for (int n = 0; n < width && numbersTensor != null; n++) {
        numbersTensor.setFloat(numbers.get(from * width + n), i, n);
      }
      for (int n = 0; n < idWidth && idsTensor != null; n++) {
        idsTensor.setInt(ids.get(from * idWidth + n), i, n);
      }
      place(labels, labelsTensor, from, i);
      place(weights, weightsTensor, from, i);
    }
    return this;
  }

  private void place(@Nullable FloatBuffer of, @Nullable TFloat32 into, int from, int to) {
    for (int column = 0; of != null && into != null && column < of.capacity() / batch; column++) {
      into.setFloat(of.get(column * batch + from), column, to);
    }
  }

  /** Feeds the tensors. */
  Session.Runner feed(Session.Runner runner) {
    feed(runner, feeds.ids(), idsTensor);
    feed(runner, feeds.numbers(), numbersTensor);
    feed(runner, feeds.labels(), labelsTensor);
    feed(runner, feeds.weights(), weightsTensor);
    feed(runner, feeds.part(), partTensor);
    return runner;
  }

  private static void feed(
      Session.Runner runner, @Nullable Placeholder<?> into, @Nullable Tensor tensor) {
    if (into != null && tensor != null) {
      runner.feed(into, tensor);
    }
  }

  private static void copy(@Nullable FloatBuffer from, @Nullable TFloat32 tensor) {
    if (from != null && tensor != null) {
      DataBuffers.of(from).copyTo(tensor.asRawTensor().data().asFloats(), from.capacity());
    }
  }

  private static FloatBuffer floats(int count) {
    return bytes(count).asFloatBuffer();
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, 4)).order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    close(numbersTensor);
    close(idsTensor);
    close(labelsTensor);
    close(weightsTensor);
    close(partTensor);
  }

  private static void close(@Nullable Tensor tensor) {
    if (tensor != null) {
      tensor.close();
    }
  }
}
