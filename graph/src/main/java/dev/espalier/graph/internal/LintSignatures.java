package dev.espalier.graph.internal;

import dev.espalier.dsl.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** Holds signatures against the graph: what a server would only find out at the first request. */
public final class LintSignatures {
  private static final Set<DataType> TYPES =
      Set.of(DataType.DT_FLOAT, DataType.DT_INT64, DataType.DT_STRING);

  private final MetaGraphDef meta;
  private final Graph graph;
  private final GraphReach reach;
  private final List<Problem> problems = new ArrayList<>();

  private LintSignatures(MetaGraphDef meta, Graph graph) {
    this.meta = meta;
    this.graph = graph;
    this.reach = new GraphReach(meta.getGraphDef());
  }

  /** What is wrong with the signatures of this graph. */
  public static List<Problem> problems(MetaGraphDef meta) {
    try (Graph graph = new Graph()) {
      LintSignatures lint = new LintSignatures(meta, graph);
      try {
        graph.importGraphDef(meta.getGraphDef());
      } catch (TensorFlowException | IllegalArgumentException e) {
        lint.add("graph", String.valueOf(e.getMessage()), "a graph", "Export the model again");
        return lint.problems;
      }
      lint.signatures();
      return lint.problems;
    }
  }

  private void signatures() {
    Map<String, SignatureDef> all = meta.getSignatureDefMap();
    if (!all.containsKey(SavedModelWriter.ALL_TASKS)) {
      add(
          "signatures",
          all.keySet().toString(),
          "a signature " + SavedModelWriter.ALL_TASKS,
          "Export the model again");
    }
    all.forEach(
        (name, signature) -> {
          if (!name.equals(SavedModelWriter.INITIALIZE)) {
            signature("signatures." + name, signature);
          }
        });
  }

  private void signature(String path, SignatureDef signature) {
    if (!signature.getMethodName().equals(SavedModelWriter.PREDICT)) {
      add(
          path + ".method_name",
          "\"" + signature.getMethodName() + "\"",
          SavedModelWriter.PREDICT,
          "Set the method name beside the key");
    }
    if (signature.getInputsCount() == 0 || signature.getOutputsCount() == 0) {
      add(path, "no inputs or no outputs", "at least one of each", "Export the model again");
    }
    signature.getInputsMap().forEach((name, info) -> tensor(path + ".inputs." + name, info));
    signature.getOutputsMap().forEach((name, info) -> tensor(path + ".outputs." + name, info));
    List<String> inputs =
        signature.getInputsMap().values().stream()
            .map(info -> GraphReach.nodeOf(info.getName()))
            .toList();
    List<String> outputs =
        signature.getOutputsMap().values().stream().map(TensorInfo::getName).toList();
    for (NodeDef node : reach.from(outputs)) {
      if (node.getOp().equals("Placeholder") && !inputs.contains(node.getName())) {
        add(
            path,
            "outputs that need \"" + node.getName() + "\"",
            "outputs that need the signature's inputs only",
            "Add the input to the signature");
      } else if (Set.of("Assign", "RestoreV2", "SaveV2").contains(node.getOp())) {
        add(
            path,
            "outputs that run " + node.getOp() + " \"" + node.getName() + "\"",
            "outputs that change nothing",
            "Take the output before that op");
      }
    }
  }

  private void tensor(String path, TensorInfo info) {
    Output<?> tensor = find(info.getName());
    if (tensor == null) {
      add(path, "tensor \"" + info.getName() + "\"", "a tensor of the graph", "Correct the name");
      return;
    }
    if (info.getDtype().getNumber() != tensor.dataType().getNumber()
        || !TYPES.contains(info.getDtype())) {
      add(
          path + ".dtype",
          info.getDtype().toString(),
          tensor.dataType() + " of the tensor, one of " + TYPES,
          "State the type of the tensor");
    }
    TensorShapeProto stated = info.getTensorShape();
    if (stated.getUnknownRank() || stated.getDimCount() == 0 || stated.getDim(0).getSize() != -1) {
      add(
          path + ".shape",
          stated.getUnknownRank() ? "unknown" : sizes(stated).toString(),
          "rank 1 or more, the first size -1",
          "Keep the batch as the first axis, so that a server can put requests together");
    } else if (!tensor.shape().isUnknown()
        && !tensor.shape().isCompatibleWith(Shape.of(longs(stated)))) {
      add(
          path + ".shape",
          sizes(stated).toString(),
          tensor.shape() + " of the tensor",
          "State the shape of the tensor");
    }
  }

  private @Nullable Output<?> find(String tensor) {
    try {
      return tensor.contains(":") ? graph.output(tensor) : null;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return null; // No such output of the op: said by the caller.
    }
  }

  private static List<Long> sizes(TensorShapeProto shape) {
    return shape.getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
  }

  private static long[] longs(TensorShapeProto shape) {
    return sizes(shape).stream().mapToLong(size -> size).toArray();
  }

  private void add(String path, String received, String allowed, String hint) {
    problems.add(new Problem(path, received, allowed, hint));
  }
}
