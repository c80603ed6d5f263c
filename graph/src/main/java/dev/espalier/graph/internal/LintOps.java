package dev.espalier.graph.internal;

import dev.espalier.dsl.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;

/** Lets through only ops that a serving graph is made of, also inside functions. */
public final class LintOps {
  /** What the lowering of serving graphs writes; everything else is of a user's own. */
  static final Set<String> ALLOWED =
      Set.of(
          // Structure.
          "Const",
          "Identity",
          "NoOp",
          "Placeholder",
          "Shape",
          "Slice",
          "Fill",
          // Variables and what restores them.
          "VariableV2",
          "Assign",
          "RestoreV2",
          "SaveV2",
          // Inputs.
          "HashTableV2",
          "InitializeTableV2",
          "LookupTableFindV2",
          "StringToHashBucketFast",
          "Bucketize",
          "UpperBound",
          "Sign",
          "Abs",
          "Log1p",
          "Maximum",
          "Div",
          "OneHot",
          "GatherV2",
          "IsNan",
          "SelectV2",
          "Less",
          "Minimum",
          "Cast",
          "SplitV",
          "Conv2D",
          // Layout.
          "BroadcastTo",
          "ConcatV2",
          "ExpandDims",
          "Pack",
          "PadV2",
          "Reshape",
          "Split",
          "Transpose",
          "Unpack",
          // Arithmetic.
          "Add",
          "AddV2",
          "BatchMatMulV2",
          "BatchMatMulV3",
          "BiasAdd",
          "MatMul",
          "Mean",
          "Mul",
          "Neg",
          "Rsqrt",
          "Square",
          "SquaredDifference",
          "Sub",
          // Selectors and codes of the example.
          "ClipByValue",
          "Prod",
          "Sum",
          // Examples sent to experts.
          "LogicalAnd",
          "TopKV2",
          // Exits.
          "All",
          "LogicalNot",
          "Min",
          "TensorScatterUpdate",
          "Where",
          // Activations and links.
          "Cumsum",
          "Elu",
          "DivNoNan",
          "Einsum",
          "Equal",
          "Erf",
          "Exp",
          "Expm1",
          "Greater",
          "GreaterEqual",
          "LeakyRelu",
          "Max",
          "Relu",
          "Selu",
          "Sigmoid",
          "Softmax",
          "Softplus",
          "Tanh",
          "Xlogy");

  private static final Map<String, String> HINTS =
      Map.of(
          "VarHandleOp", "Use variables that a saver restores: a resource variable is lost",
          "ReadFile", "Keep data inside the model: a server has no such file",
          "WriteFile", "A server writes no file",
          "PyFunc", "A server has no Python",
          "EagerPyFunc", "A server has no Python");

  private LintOps() {}

  /** Ops that are not allowed, each kind once. */
  public static List<Problem> problems(MetaGraphDef meta) {
    GraphDef graph = meta.getGraphDef();
    Map<String, String> found = new HashMap<>();
    graph.getNodeList().forEach(node -> look(node, "", found));
    graph
        .getLibrary()
        .getFunctionList()
        .forEach(
            function ->
                function
                    .getNodeDefList()
                    .forEach(
                        node ->
                            look(
                                node,
                                "function " + function.getSignature().getName() + "/",
                                found)));
    List<Problem> problems = new ArrayList<>();
    found.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .forEach(
            entry ->
                problems.add(
                    new Problem(
                        "graph." + entry.getValue(),
                        "op " + entry.getKey(),
                        "an op of a serving graph",
                        HINTS.getOrDefault(
                            entry.getKey(), "Export the model with this version of the library"))));
    return problems;
  }

  private static void look(NodeDef node, String where, Map<String, String> found) {
    if (!ALLOWED.contains(node.getOp()) && !PureOps.ALL.contains(node.getOp())) {
      found.putIfAbsent(node.getOp(), where + node.getName());
    }
  }
}
