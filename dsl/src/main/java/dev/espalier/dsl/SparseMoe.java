package dev.espalier.dsl;

import java.util.List;

/**
 * Experts of which each example is computed by a few that a router picks for it: one shared stream
 * to one (one gate for all tasks, the default), or to one stream per task (a gate per task over the
 * same experts). What comes out is the sum of the picked experts' outputs times their weights
 * (sparsely-gated mixture of experts: Shazeer et al. 2017, equation 1; Switch: Fedus et al. 2021).
 *
 * <p>A router may pick for each position inside an example, or for a task: see {@link Granularity}.
 *
 * <p>Experts take no normalisation over the batch: which examples are in an expert's batch changes
 * from step to step.
 *
 * @param experts number of experts, at least 1
 * @param layers what each of them is, at least one layer
 * @param router how experts are picked and weighed; default {@link Routing#topK topK(2)}
 * @param gates whether all tasks have one gate or each its own; default {@link Gates#ONE}
 * @param granularity what the router picks for; default {@link Granularity#PER_EXAMPLE}
 * @param dispatch whether what was not picked is computed; default {@link Dispatch#HARD}
 * @param capacity how many examples an expert takes under hard dispatch; default {@link
 *     Capacity#defaults}
 * @param losses what the router pays for an unequal load, each kind at most once; default none
 * @param freezeAfter steps after which the router's weights stay as they are, whatever the
 *     optimiser, and training picks as serving does, without noise; at least 1, default {@link
 *     #NEVER}. What the router reads learns on (the second stage of StableMoE: Dai et al. 2022)
 */
public record SparseMoe(
    int experts,
    Layers layers,
    Router router,
    Gates gates,
    Granularity granularity,
    Dispatch dispatch,
    Capacity capacity,
    List<BalanceLoss> losses,
    int freezeAfter)
    implements Block {
  /** Steps of a router that learns as long as its model does. */
  public static final int NEVER = Integer.MAX_VALUE;

  /** Copies the list. */
  public SparseMoe {
    losses = List.copyOf(losses);
  }

  /** Whether an expert may be short of places: by task all examples come to the same ones. */
  public boolean hasCapacity() {
    return dispatch == Dispatch.HARD && !(granularity instanceof Granularity.PerTask);
  }

  /** Who picks. */
  public enum Gates {
    /** One gate: all tasks read the same stream. */
    ONE,
    /** A gate for each task: each reads a stream of its own, from experts that all share. */
    PER_TASK
  }

  /** Whether an expert computes examples that no gate sent to it. */
  public enum Dispatch {
    /**
     * No: each expert computes the examples that came to it, and nothing for the others, in
     * training, evaluation and serving.
     */
    HARD,
    /**
     * Yes, and the results are multiplied by zero: the same numbers as long as no capacity is
     * exceeded, for which nothing is saved. It knows no capacity and drops nothing.
     */
    SOFT
  }

  @Override
  public boolean mixesExamples() {
    return hasCapacity() && capacity.serving() != Capacity.EXACT;
  }

  /** The same block with this router. */
  public SparseMoe router(Router router) {
    return new SparseMoe(
        experts, layers, router, gates, granularity, dispatch, capacity, losses, freezeAfter);
  }

  /** The same block with one gate or one for each task. */
  public SparseMoe gates(Gates gates) {
    return new SparseMoe(
        experts, layers, router, gates, granularity, dispatch, capacity, losses, freezeAfter);
  }

  /** The same block that routes each position of this feature by itself, and takes their mean. */
  public SparseMoe perPosition(String feature) {
    return perPosition(feature, new Pooling.Mean());
  }

  /** The same block that routes each position of this feature by itself, and pools them so. */
  public SparseMoe perPosition(String feature, Pooling pooling) {
    return granularity(new Granularity.PerPosition(feature, pooling));
  }

  /** The same block with a gate for each task that picks for the task, whatever the example. */
  public SparseMoe perTask() {
    return gates(Gates.PER_TASK).granularity(new Granularity.PerTask());
  }

  /** The same block whose router picks for each example, position or task. */
  public SparseMoe granularity(Granularity granularity) {
    return new SparseMoe(
        experts, layers, router, gates, granularity, dispatch, capacity, losses, freezeAfter);
  }

  /** The same block with what was not picked computed or not. */
  public SparseMoe dispatch(Dispatch dispatch) {
    return new SparseMoe(
        experts, layers, router, gates, granularity, dispatch, capacity, losses, freezeAfter);
  }

  /** The same block with this capacity. */
  public SparseMoe capacity(Capacity capacity) {
    return new SparseMoe(
        experts, layers, router, gates, granularity, dispatch, capacity, losses, freezeAfter);
  }

  /** The same block with these losses, and no others. */
  public SparseMoe losses(BalanceLoss... losses) {
    return new SparseMoe(
        experts,
        layers,
        router,
        gates,
        granularity,
        dispatch,
        capacity,
        List.of(losses),
        freezeAfter);
  }

  /** The same block whose router stays as it is after so many steps. */
  public SparseMoe freezeAfter(int steps) {
    return new SparseMoe(
        experts, layers, router, gates, granularity, dispatch, capacity, losses, steps);
  }
}
