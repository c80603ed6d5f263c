package dev.espalier.graph.internal;

import java.util.Set;

/**
 * Ops that blocks and features from outside may be served with, beside those of Espalier's own:
 * functions of tensors that read and write nothing else, and that every TensorFlow server has.
 */
final class PureOps {
  static final Set<String> ALL =
      Set.of(
          // Of each number.
          "Acos",
          "Acosh",
          "Asin",
          "Asinh",
          "Atan",
          "Atan2",
          "Atanh",
          "Ceil",
          "Cos",
          "Cosh",
          "Digamma",
          "Erfc",
          "Floor",
          "FloorDiv",
          "FloorMod",
          "IsFinite",
          "IsInf",
          "LessEqual",
          "Lgamma",
          "Log",
          "LogicalAnd",
          "LogicalOr",
          "NotEqual",
          "OnesLike",
          "Pow",
          "RealDiv",
          "Reciprocal",
          "Relu6",
          "Rint",
          "Round",
          "Select",
          "Sin",
          "Sinh",
          "Softsign",
          "Sqrt",
          "Tan",
          "Xdivy",
          "Xlog1py",
          "ZerosLike",
          // Of several.
          "AddN",
          "Any",
          "ArgMax",
          "ArgMin",
          "AvgPool",
          "Cumprod",
          "DepthwiseConv2dNative",
          "L2Loss",
          "LogSoftmax",
          "MaxPool",
          "SegmentSum",
          "TopKV2",
          "UnsortedSegmentSum",
          // Layout.
          "EnsureShape",
          "GatherNd",
          "MatrixBandPart",
          "MatrixDiagPartV3",
          "MatrixDiagV3",
          "Range",
          "Rank",
          "ReverseV2",
          "Roll",
          "ScatterNd",
          "Size",
          "Squeeze",
          "StopGradient",
          "StridedSlice",
          "Tile");

  private PureOps() {}
}
