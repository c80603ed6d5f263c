package dev.espalier.dsl;

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

  /** Sub-network routing of kind Trans with default codes. */
  public static Snr snr(int subNetworks, int... units) {
    return snr(subNetworks, Layers.of(units));
  }

  /** Sub-network routing of kind Trans with default codes. */
  public static Snr snr(int subNetworks, Layers layers) {
    return new Snr(subNetworks, layers, Snr.Kind.TRANS, HardConcrete.defaults());
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

  /** Coded connections into each task's tower, of kind Trans with default codes. */
  public static SnrToTasks snrToTasks() {
    return new SnrToTasks(Snr.Kind.TRANS, HardConcrete.defaults());
  }
}
