package dev.espalier.graph.internal;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.Execution;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.FrozenModel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** The serving graph of a topology on one raw vector {@code x}, with random parameters. */
final class ServedCascade implements AutoCloseable {
  final Plan plan;
  final Map<String, float[]> parameters = new LinkedHashMap<>();
  final ServingGraph graph;
  private final Session session;

  ServedCascade(Topology topology, long seed) {
    plan = Plan.of(topology);
    Random random = new Random(seed);
    for (Parameter parameter : plan.parameters()) {
      float[] entries = new float[(int) parameter.size()];
      for (int i = 0; i < entries.length; i++) {
        entries[i] = (float) random.nextGaussian();
      }
      parameters.put(parameter.name(), entries);
    }
    FrozenModel model = FrozenModel.of(plan, new FittedFeatures(Map.of(), Map.of()), parameters);
    graph = new ServingGraph(ServingPlan.of(model), model);
    session = new Session(graph.graph(), SessionSettings.of(Execution.deterministic()));
  }

  /** What comes of these for examples [batch, width]; the variables are fed their values. */
  List<float[]> run(float[][] examples, List<? extends Operand<TFloat32>> fetches) {
    List<Tensor> fed = new ArrayList<>();
    Session.Runner runner = session.runner();
    float[] all = new float[examples.length * examples[0].length];
    for (int i = 0; i < all.length; i++) {
      all[i] = examples[i / examples[0].length][i % examples[0].length];
    }
    fed.add(tensor(all, Shape.of(examples.length, examples[0].length)));
    runner.feed(graph.inputs().get("x"), fed.get(0));
    graph
        .weights()
        .stored()
        .values()
        .forEach(
            stored -> {
              fed.add(tensor(stored.entries().get(), stored.shape()));
              runner.feed(stored.variable(), fed.get(fed.size() - 1));
            });
    fetches.forEach(runner::fetch);
    try (Result result = runner.run()) {
      List<float[]> values = new ArrayList<>();
      for (int i = 0; i < result.size(); i++) {
        float[] value = new float[(int) result.get(i).size()];
        ((TFloat32) result.get(i)).copyTo(DataBuffers.of(value, false, false));
        values.add(value);
      }
      return values;
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  /** Rows of a batch that reach the product with this kernel. */
  int rows(float[][] examples, String kernel) {
    for (Iterator<GraphOperation> all = graph.graph().operations(); all.hasNext(); ) {
      GraphOperation op = all.next();
      if (op.type().equals("MatMul") && op.input(1).op().name().equals(kernel)) {
        int width = (int) op.output(0).shape().get(1);
        return run(examples, List.of(op.<TFloat32>output(0))).get(0).length / width;
      }
    }
    throw new IllegalArgumentException("Nothing reads " + kernel);
  }

  private static TFloat32 tensor(float[] values, Shape shape) {
    return TFloat32.tensorOf(shape, DataBuffers.of(values, false, false));
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
