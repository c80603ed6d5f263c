package dev.espalier.graph.internal;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** Gradients of one scalar of a trial by every trained weight it reaches. */
final class Gradients {
  private final Trial trial;
  private final List<Weight> reached = new ArrayList<>();
  private final List<Operand<TFloat32>> outputs = new ArrayList<>();

  Gradients(Trial trial, Operand<TFloat32> of) {
    this.trial = trial;
    // TensorFlow refuses the whole request where one weight is nowhere before the scalar.
    Set<String> before =
        Ancestors.of(List.of(of)).stream().map(GraphOperation::name).collect(toUnmodifiableSet());
    List<Weight> weights =
        trial.graph.objective().weights().stream()
            .filter(weight -> before.contains(weight.leaf().op().name()))
            .toList();
    Output<?>[] leaves =
        weights.stream().map(w -> w.leaf().asOutput()).toArray(n -> new Output<?>[n]);
    Output<?>[] found = trial.graph.graph().addGradients(of.asOutput(), leaves);
    for (int i = 0; i < found.length; i++) {
      if (!found[i].isClosed()) {
        reached.add(weights.get(i));
        outputs.add(found[i].expect(TFloat32.class));
      }
    }
  }

  /** The weights it depends on. */
  List<Weight> reached() {
    return reached;
  }

  /** Their gradients, in their order. */
  List<Operand<TFloat32>> outputs() {
    return outputs;
  }

  /** Gradients as the leaves are laid out, in the order of {@link #reached}. */
  List<float[]> byLeaf(Batch batch, Map<? extends Operand<TFloat32>, float[]> replaced) {
    return trial.run(outputs, batch, replaced);
  }

  /** Gradients by parameter of the plan; of those that are not reached, nothing. */
  Map<String, float[]> byParameter(Batch batch) {
    List<float[]> values = byLeaf(batch, Map.of());
    Map<String, float[]> gradients = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      Weight weight = reached.get(i);
      float[] value = weight.isTable() ? dense(weight, values.get(i), batch) : values.get(i);
      int[][] places = Layout.places(weight.members());
      for (int p = 0; p < places.length; p++) {
        float[] part = new float[places[p].length];
        for (int e = 0; e < part.length; e++) {
          part[e] = value[places[p][e]];
        }
        gradients.put(weight.members().names().get(p), part);
      }
    }
    return gradients;
  }

  /** Whether all are zero, of either sign. */
  static boolean areZero(float[] values) {
    return IntStream.range(0, values.length).allMatch(i -> values[i] == 0);
  }

  private float[] dense(Weight table, float[] leaf, Batch batch) {
    int width = (int) table.shape().get(1);
    Operand<TFloat32> rows = trial.graph.tf().dtypes.cast(table.rows(), TFloat32.class);
    float[] numbers = trial.run(List.of(rows), batch, Map.of()).get(0);
    float[] dense = new float[(int) table.shape().size()];
    for (int i = 0; i < leaf.length; i++) {
      dense[(int) numbers[i / width] * width + i % width] += leaf[i];
    }
    return dense;
  }
}
