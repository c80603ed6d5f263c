package dev.espalier.training.data;

import dev.espalier.graph.Device;
import dev.espalier.graph.Execution;
import dev.espalier.graph.internal.NativeMemory;
import dev.espalier.graph.internal.SessionSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.data.Iterator;
import org.tensorflow.op.io.ParseExample;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * Reads files of TFRecord, some records at a time, by TensorFlow's input ops: a thread of the
 * runtime reads ahead, and several parse. Owns native memory; for one thread.
 */
final class RecordGraph implements AutoCloseable {
  static {
    NativeMemory.unlimited();
  }

  private static final long READ_BYTES = 1 << 20;
  private static final long CHUNKS_AHEAD = 2;

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Session session;
  private final Placeholder<TString> file;
  private final Placeholder<TString> compression;
  private final Op begin;
  private final Output<TString> records;
  private final List<Output<?>> parsed = new ArrayList<>();

  /** A graph that reads up to so many records at a time. */
  RecordGraph(int rows) {
    file = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    compression = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    // The library writes the second version of this op, which refuses the offset of a single name.
    Output<TType> all =
        tf.scope()
            .opBuilder("TFRecordDataset", "records")
            .addInput(file.asOutput())
            .addInput(compression.asOutput())
            .addInput(tf.constant(READ_BYTES).asOutput())
            .build()
            .output(0);
    List<Class<? extends TType>> types = List.of(TString.class);
    List<Shape> shapes = List.of(Shape.of(Shape.UNKNOWN_SIZE));
    Operand<? extends TType> chunks =
        tf.data.batchDataset(all, tf.constant((long) rows), tf.constant(false), types, shapes);
    Operand<? extends TType> ahead =
        tf.data.prefetchDataset(chunks, tf.constant(CHUNKS_AHEAD), types, shapes);
    Iterator iterator = tf.data.iterator("", "", types, shapes);
    begin = tf.data.makeIterator(ahead, iterator);
    records =
        tf.data.iteratorGetNext(iterator, types, shapes).components().get(0).expect(TString.class);
    // One thread inside an op, as models have: the first session of a process decides for all.
    Execution execution = new Execution(Device.cpu(), 0, 1, Execution.Executor.PARALLEL);
    session = new Session(graph, false, SessionSettings.of(execution));
  }

  /** Has these features parsed from now on. */
  void parse(List<RecordColumn> columns) {
    Operand<TString> none = tf.constant(NdArrays.ofObjects(String.class, Shape.of(0)));
    NdArray<String> names =
        NdArrays.vectorOfObjects(columns.stream().map(RecordColumn::name).toArray(String[]::new));
    List<Class<? extends TType>> types = new ArrayList<>();
    List<Class<? extends TNumber>> splits = new ArrayList<>();
    for (RecordColumn column : columns) {
      types.add(column.kind().type());
      splits.add(TInt32.class);
    }
    ParseExample examples =
        tf.io.parseExample(
            records,
            none,
            none,
            none,
            tf.constant(names),
            List.of(),
            0L,
            List.of(),
            types,
            splits,
            List.of());
    parsed.clear();
    parsed.addAll(examples.raggedValues());
    parsed.addAll(examples.raggedRowSplits());
  }

  /** Begins to read a file, compressed where its name says so. */
  void open(Path path) {
    String packed = path.toString().endsWith(".gz") ? "GZIP" : "";
    try (TString name = TString.scalarOf(path.toString());
        TString how = TString.scalarOf(packed)) {
      session.runner().feed(file, name).feed(compression, how).addTarget(begin).run().close();
    }
  }

  /** The next records as they were written; null where there are no more. */
  @Nullable Result records() {
    return next(List.of(records));
  }

  /** The values, then the places of values, of the features of the next records; null after all. */
  @Nullable Result parsed() {
    return next(parsed);
  }

  private @Nullable Result next(List<? extends Output<?>> wanted) {
    Session.Runner runner = session.runner();
    wanted.forEach(runner::fetch);
    try {
      return runner.run();
    } catch (TFOutOfRangeException end) {
      return null;
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
