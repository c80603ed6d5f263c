package dev.espalier.graph.internal;

import dev.espalier.graph.Execution;
import dev.espalier.graph.internal.TrainingGraph.Feeds;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * The graph of a trial, op for op, with every float32 in it made a float64: what the lowering wrote
 * does not depend on the type of its numbers, so its gradients can be held to slopes that are known
 * to nine digits. Weights are fed, whatever the variables hold.
 */
final class Float64 implements AutoCloseable {
  private final Trial trial;
  private final Batch batch;
  private final Graph graph = new Graph();
  private final Session session;
  private final Map<Weight, double[]> point = new LinkedHashMap<>();

  /** The graph as it is now, gradients included, at the weights that the trial has. */
  Float64(Trial trial, Batch batch) {
    this.trial = trial;
    this.batch = batch;
    List<Weight> weights = trial.graph.objective().weights();
    List<float[]> values = trial.run(weights.stream().map(Weight::leaf).toList(), batch, Map.of());
    for (int i = 0; i < weights.size(); i++) {
      double[] wide = new double[values.get(i).length];
      for (int e = 0; e < wide.length; e++) {
        wide[e] = values.get(i)[e];
      }
      point.put(weights.get(i), wide);
    }
    graph.importGraphDef(widened(trial.graph.graph().toGraphDef()));
    session = new Session(graph, SessionSettings.of(Execution.deterministic()));
    session.runner().addTarget(trial.start.op().name()).run().close();
  }

  /** The weights, whose entries may be moved. */
  Map<Weight, double[]> point() {
    return point;
  }

  /** These at the weights as they are now. */
  List<double[]> run(List<? extends Operand<TFloat32>> fetches) {
    List<Tensor> fed = new ArrayList<>();
    Session.Runner runner = session.runner();
    Feeds feeds = trial.graph.feeds();
    int size = batch.size();
    feed(runner, fed, feeds.numbers(), wide(batch.numbers()), size, -1);
    feed(runner, fed, feeds.labels(), wide(batch.labels()), -1, size);
    feed(runner, fed, feeds.weights(), wide(batch.weights()), -1, size);
    if (feeds.ids() != null) {
      Shape shape = Shape.of(size, batch.ids().length / size);
      fed.add(TInt32.tensorOf(NdArrays.wrap(shape, DataBuffers.of(batch.ids(), false, false))));
      runner.feed(feeds.ids().op().name(), 0, fed.get(fed.size() - 1));
    }
    fed.add(TInt64.scalarOf(0));
    runner.feed(trial.graph.objective().step().op().name(), 0, fed.get(fed.size() - 1));
    point.forEach(
        (weight, value) -> {
          Shape shape = weight.leaf().shape();
          if (weight.isTable()) {
            shape = Shape.of(value.length / shape.get(1), shape.get(1));
          }
          fed.add(TFloat64.tensorOf(shape, DataBuffers.of(value, false, false)));
          runner.feed(weight.leaf().op().name(), 0, fed.get(fed.size() - 1));
        });
    for (Operand<TFloat32> fetch : fetches) {
      Output<TFloat32> output = fetch.asOutput();
      runner.fetch(output.op().name(), output.index());
    }
    try (Result result = runner.run()) {
      List<double[]> values = new ArrayList<>();
      for (int i = 0; i < result.size(); i++) {
        double[] value = new double[(int) result.get(i).size()];
        result.get(i).asRawTensor().data().asDoubles().read(value);
        values.add(value);
      }
      return values;
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private static void feed(
      Session.Runner runner,
      List<Tensor> fed,
      Operand<TFloat32> into,
      double[] values,
      int rows,
      int columns) {
    if (into != null) {
      Shape shape =
          rows < 0
              ? Shape.of(values.length / columns, columns)
              : Shape.of(rows, values.length / rows);
      fed.add(TFloat64.tensorOf(shape, DataBuffers.of(values, false, false)));
      runner.feed(into.op().name(), 0, fed.get(fed.size() - 1));
    }
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static GraphDef widened(GraphDef narrow) {
    GraphDef.Builder wide = narrow.toBuilder().clearNode();
    for (NodeDef node : narrow.getNodeList()) {
      NodeDef.Builder changed = node.toBuilder();
      node.getAttrMap().forEach((name, value) -> changed.putAttr(name, widened(value)));
      wide.addNode(changed);
    }
    return wide.build();
  }

  private static AttrValue widened(AttrValue value) {
    AttrValue.Builder wide = value.toBuilder();
    if (value.hasTensor() && value.getTensor().getDtype() == DataType.DT_FLOAT) {
      wide.setTensor(widened(value.getTensor()));
    } else if (value.hasList()) {
      AttrValue.ListValue.Builder list = value.getList().toBuilder();
      for (int i = 0; i < list.getTypeCount(); i++) {
        list.setType(i, widened(list.getType(i)));
      }
      wide.setList(list);
    } else if (value.getValueCase() == AttrValue.ValueCase.TYPE) {
      wide.setType(widened(value.getType()));
    }
    return wide.build();
  }

  private static DataType widened(DataType type) {
    return type == DataType.DT_FLOAT ? DataType.DT_DOUBLE : type;
  }

  private static TensorProto widened(TensorProto narrow) {
    TensorProto.Builder wide = narrow.toBuilder().setDtype(DataType.DT_DOUBLE).clearFloatVal();
    narrow.getFloatValList().forEach(wide::addDoubleVal);
    FloatBuffer content =
        narrow
            .getTensorContent()
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    while (content.hasRemaining()) {
      wide.addDoubleVal(content.get());
    }
    return wide.clearTensorContent().build();
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
