package dev.espalier.graph;

import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.Plan;
import java.util.Comparator;

/**
 * How TensorFlow runs a graph: on which device, with how many threads, and with which executor.
 *
 * @param device where; default the processor
 * @param threads threads that ops are spread over; 0 means one per core
 * @param threadsPerOp threads inside an op; 0 means one per core. TensorFlow has one pool of them
 *     for the whole process, as large as its first model asks for
 * @param executor how ops are scheduled
 */
public record Execution(Device device, int threads, int threadsPerOp, Executor executor) {

  /** How the ops of a step are scheduled. */
  public enum Executor {
    /** One op after the other, in one thread, with the least overhead per op. */
    SEQUENTIAL,
    /** Ops that do not depend on each other at the same time. */
    PARALLEL
  }

  /** Multiply-adds of a batch below which a second thread costs more than it brings. */
  private static final long SMALL_BATCH = 4_000_000;

  /**
   * That many threads that ops are spread over, and inside each of them.
   *
   * @param threads 0 means one per core
   */
  public Execution(Device device, int threads, Executor executor) {
    this(device, threads, threads, executor);
  }

  /**
   * What is fastest for batches of this plan, measured on small and large models: small ones run in
   * one thread. Of large ones many ops can run at once, as many as there are networks side by side
   * in their largest part; cores beyond that work inside of them. Handing a part of an op to
   * another thread takes longer than most ops do, so that a step is up to a fifth shorter without.
   */
  public static Execution of(Plan plan, int batchSize) {
    return of(plan, batchSize, Runtime.getRuntime().availableProcessors());
  }

  static Execution of(Plan plan, int batchSize, int cores) {
    if (plan.multiplyAdds() <= SMALL_BATCH / batchSize) {
      return new Execution(Device.cpu(), 1, Executor.SEQUENTIAL);
    }
    int atOnce =
        plan.banks().stream()
            .max(Comparator.comparingLong(bank -> bank.size() * bank.members().get(0).size()))
            .map(Bank::size)
            .orElse(1);
    return new Execution(Device.cpu(), 0, (cores + atOnce - 1) / atOnce, Executor.PARALLEL);
  }

  /** One thread for everything: the same numbers bit by bit in each run. */
  public static Execution deterministic() {
    return new Execution(Device.cpu(), 1, Executor.SEQUENTIAL);
  }

  /** The same execution on another device. */
  public Execution on(Device device) {
    return new Execution(device, threads, threadsPerOp, executor);
  }
}
