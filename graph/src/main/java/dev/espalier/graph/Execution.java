package dev.espalier.graph;

import dev.espalier.dsl.plan.Plan;

/**
 * How TensorFlow runs a graph: on which device, with how many threads, and with which executor.
 *
 * @param device where; default the processor
 * @param threads threads inside an op; 0 means one per core
 * @param executor how ops are scheduled
 */
public record Execution(Device device, int threads, Executor executor) {

  /** How the ops of a step are scheduled. */
  public enum Executor {
    /** One op after the other, in one thread, with the least overhead per op. */
    SEQUENTIAL,
    /** Ops that do not depend on each other at the same time. */
    PARALLEL
  }

  /** Multiply-adds of a batch below which a second thread costs more than it brings. */
  private static final long SMALL_BATCH = 4_000_000;

  /** What is fastest for batches of this plan: measured on small and large models, two cores. */
  public static Execution of(Plan plan, int batchSize) {
    boolean small = plan.multiplyAdds() <= SMALL_BATCH / batchSize;
    return new Execution(
        Device.cpu(), small ? 1 : 0, small ? Executor.SEQUENTIAL : Executor.PARALLEL);
  }

  /** One thread for everything: the same numbers bit by bit in each run. */
  public static Execution deterministic() {
    return new Execution(Device.cpu(), 1, Executor.SEQUENTIAL);
  }

  /** The same execution on another device. */
  public Execution on(Device device) {
    return new Execution(device, threads, executor);
  }
}
