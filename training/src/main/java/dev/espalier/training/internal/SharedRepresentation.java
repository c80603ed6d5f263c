package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/**
 * The activations where the shared part of a graph ends: computed from shared weights and none of
 * one task, on the way to several losses, and read by what is on the way to one or depends on
 * weights of one task.
 *
 * <p>Only the first of those that follow each other count, so that the gradients of all tasks pass
 * through them; features, which gates read beside, only where a task reads nothing else of what is
 * shared, or where tasks read weights themselves. What merely moves numbers about, such as a copy
 * for each task, is undone: copies have no products.
 *
 * @param tensors none of which is computed from another; empty where tasks share none
 * @param whole whether all that shared weights do to the losses goes through these
 */
record SharedRepresentation(List<Operand<TFloat32>> tensors, boolean whole) {
  private static final Set<String> MOVES =
      Set.of(
          "Identity",
          "Reshape",
          "ExpandDims",
          "Squeeze",
          "Transpose",
          "Tile",
          "BroadcastTo",
          "Pack",
          "ConcatV2",
          "GatherV2",
          "GatherNd");

  static SharedRepresentation of(Objective objective) {
    LossPaths paths = LossPaths.of(objective);
    Set<Output<?>> ends = new LinkedHashSet<>();
    for (LossPaths.Node node : paths.nodes()) {
      if (!node.isTrunk() && node.isReal()) {
        for (Output<?> input : node.inputs()) {
          addSources(paths, input, ends);
        }
      }
    }
    Set<Output<?>> chosen = new LinkedHashSet<>(ends);
    chosen.removeIf(end -> !paths.of(end).isBeyondFeatures());
    boolean weights = chosen.stream().allMatch(end -> paths.of(end).isWeight());
    if (weights || !losses(paths, chosen).equals(losses(paths, ends))) {
      chosen = ends;
    }
    List<Operand<TFloat32>> first = new ArrayList<>();
    for (Output<?> end : chosen) {
      if (!paths.isAfterAny(end, chosen)) {
        first.add(end.expect(TFloat32.class));
      }
    }
    return new SharedRepresentation(
        List.copyOf(first), first.size() == ends.size() && paths.sharedWeightsAreInTrunk());
  }

  private static void addSources(LossPaths paths, Output<?> tensor, Set<Output<?>> sources) {
    LossPaths.Node node = paths.of(tensor);
    if (!node.isTrunk() || tensor.dataType() != DataType.DT_FLOAT) {
      return;
    }
    if (node.isWeight() || !MOVES.contains(node.operation().type())) {
      sources.add(tensor);
      return;
    }
    for (Output<?> input : node.inputs()) {
      addSources(paths, input, sources);
    }
  }

  private static BitSet losses(LossPaths paths, Set<Output<?>> tensors) {
    BitSet losses = new BitSet();
    tensors.forEach(tensor -> losses.or(paths.of(tensor).losses()));
    return losses;
  }
}
