package dev.espalier.dsl;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Where blocks come from in Java: factories to import statically. */
public final class Blocks {

  private Blocks() {}

  /** Hidden layers on each stream. */
  public static Dense dense(int... units) {
    return new Dense(Layers.of(units));
  }

  /** Hidden layers on each stream. */
  public static Dense dense(Layers layers) {
    return new Dense(layers);
  }

  /** One network that every task reads. */
  public static SharedBottom sharedBottom(int... units) {
    return new SharedBottom(Layers.of(units));
  }

  /** One network that every task reads. */
  public static SharedBottom sharedBottom(Layers layers) {
    return new SharedBottom(layers);
  }

  /** {@code count} networks side by side. */
  public static Experts experts(int count, int... units) {
    return new Experts(count, Layers.of(units));
  }

  /** {@code count} networks side by side. */
  public static Experts experts(int count, Layers layers) {
    return new Experts(count, layers);
  }

  /** One softmax gate for all tasks. */
  public static Omoe omoe() {
    return new Omoe(Gate.linear());
  }

  /** One gate for all tasks. */
  public static Omoe omoe(Gate gate) {
    return new Omoe(gate);
  }

  /** A softmax gate for each task. */
  public static Mmoe mmoe() {
    return new Mmoe(Gate.linear());
  }

  /** A gate for each task. */
  public static Mmoe mmoe(Gate gate) {
    return new Mmoe(gate);
  }

  /** A network of its own for each task. */
  public static SingleTask singleTask(int... units) {
    return singleTask(Layers.of(units));
  }

  /** A network of its own for each task. */
  public static SingleTask singleTask(Layers layers) {
    return new SingleTask(layers);
  }

  /** A network for each task; {@code strength} ties them by the distance of their parameters. */
  public static L2Constrained l2Constrained(float strength, int... units) {
    return l2Constrained(strength, Layers.of(units));
  }

  /** A network for each task; {@code strength} ties them by the distance of their parameters. */
  public static L2Constrained l2Constrained(float strength, Layers layers) {
    return new L2Constrained(layers, strength);
  }

  /** A network for each task with a cross-stitch unit after each layer. */
  public static CrossStitch crossStitch(int... units) {
    return crossStitch(Layers.of(units));
  }

  /** A network for each task with a cross-stitch unit after each layer. */
  public static CrossStitch crossStitch(Layers layers) {
    return new CrossStitch(layers, CrossStitch.OWN);
  }

  /** A network for each task whose kernels are factorized together. */
  public static TensorFactorized tensorFactorized(TensorFactorized.Ranks ranks, int... units) {
    return tensorFactorized(ranks, Layers.of(units));
  }

  /** A network for each task whose kernels are factorized together. */
  public static TensorFactorized tensorFactorized(TensorFactorized.Ranks ranks, Layers layers) {
    return new TensorFactorized(layers, ranks);
  }

  /** The ranks of a factorization: of inputs, outputs and tasks. */
  public static TensorFactorized.Ranks ranks(int inputs, int outputs, int tasks) {
    return new TensorFactorized.Ranks(inputs, outputs, tasks);
  }

  /** {@code shared} experts for all tasks and {@code perTask} for each, weighed by gates. */
  public static Cgc cgc(int shared, int perTask, int... units) {
    return cgc(shared, perTask, Layers.of(units));
  }

  /** {@code shared} experts for all tasks and {@code perTask} for each, weighed by gates. */
  public static Cgc cgc(int shared, int perTask, Layers layers) {
    return new Cgc(shared, perTask, layers);
  }

  /** What these tasks learn handed on from each to the next, as each can only follow the last. */
  public static Aitm aitm(String... chain) {
    return new Aitm(List.of(chain), Layers.of(), Aitm.CALIBRATION);
  }

  /** Levels of customized gate control, first to last. */
  public static Ple ple(Cgc... levels) {
    return new Ple(List.of(levels));
  }

  /** So many levels of customized gate control of one shape. */
  public static Ple ple(int levels, int shared, int perTask, int... units) {
    return new Ple(Collections.nCopies(Math.max(0, levels), cgc(shared, perTask, units)));
  }

  /** Sub-network routing of kind Trans with default codes. */
  public static Snr snr(int subNetworks, int... units) {
    return snr(subNetworks, Layers.of(units));
  }

  /** Sub-network routing of kind Trans with default codes. */
  public static Snr snr(int subNetworks, Layers layers) {
    return new Snr(
        subNetworks,
        layers,
        Snr.Kind.TRANS,
        HardConcrete.defaults(),
        Snr.Granularity.PER_CONNECTION);
  }

  /** Selectors of each task that come to read at most k streams, static and without penalty. */
  public static DselectK dselectK(int k) {
    return new DselectK(k, DselectK.Selector.STATIC, 1f, 0f);
  }

  /** Explicit crosses of each stream's entries, one degree per layer, by square matrices. */
  public static CrossNetwork crossNetwork(int layers) {
    return crossNetwork(layers, CrossNetwork.FULL);
  }

  /** Explicit crosses of each stream's entries by matrices of this rank. */
  public static CrossNetwork crossNetwork(int layers, int rank) {
    return new CrossNetwork(layers, rank, 0f);
  }

  /** Products of all pairs of each stream's entries, pooled into this many numbers beside it. */
  public static FactorizationMachine factorizationMachine(int factors) {
    return new FactorizationMachine(factors, 0f);
  }

  /** Beside each stream, the state of a recurrent unit that has read this sequence or list. */
  public static Gru gru(String feature, int units) {
    return new Gru(feature, units, 0f);
  }

  /** Beside each stream, what convolutions with these numbers of channels see in this image. */
  public static Conv conv(String feature, int... filters) {
    return new Conv(
        feature,
        Arrays.stream(filters).boxed().toList(),
        Conv.KERNEL_SIZE,
        Conv.STRIDE,
        Activation.RELU,
        0f);
  }

  /** Sub-network routing by codes of the example, of kind Trans with default codes. */
  public static SnrGate snrGate(int subNetworks, int... units) {
    return snrGate(subNetworks, Layers.of(units));
  }

  /** Sub-network routing by codes of the example, of kind Trans with default codes. */
  public static SnrGate snrGate(int subNetworks, Layers layers) {
    return new SnrGate(subNetworks, layers, Snr.Kind.TRANS, HardConcrete.defaults());
  }

  /** Coded connections into each task's tower, of kind Trans with default codes. */
  public static SnrToTasks snrToTasks() {
    return new SnrToTasks(Snr.Kind.TRANS, HardConcrete.defaults());
  }

  /** Experts of which each example is computed by the two of the largest logits, one gate. */
  public static SparseMoe sparseMoe(int experts, int... units) {
    return sparseMoe(experts, Layers.of(units));
  }

  /** Experts of which each example is computed by the two of the largest logits, one gate. */
  public static SparseMoe sparseMoe(int experts, Layers layers) {
    return new SparseMoe(
        experts,
        layers,
        Routing.topK(2),
        SparseMoe.Gates.ONE,
        Granularity.PER_EXAMPLE,
        SparseMoe.Dispatch.HARD,
        Capacity.defaults(),
        List.of(),
        SparseMoe.NEVER);
  }

  /** {@code count} copies of a body of blocks side by side, each with parameters of its own. */
  public static HierarchicalExperts hierarchicalExperts(int count, Block... body) {
    return new HierarchicalExperts(count, List.of(body));
  }

  /** A body of several depths: blocks, with exits between them. */
  public static Cascade cascade(Block... body) {
    return new Cascade(List.of(body));
  }

  /** Where examples may leave a cascade: a tower of these widths per task; nobody leaves yet. */
  public static Exit exit(int... tower) {
    return Exit.of(Layers.of(tower));
  }

  /** Where examples may leave a cascade: such a tower per task; nobody leaves yet. */
  public static Exit exit(Layers tower) {
    return Exit.of(tower);
  }
}
