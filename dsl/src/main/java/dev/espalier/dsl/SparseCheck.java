package dev.espalier.dsl;

/** The rules for the settings of experts of which each example is computed by a few. */
final class SparseCheck {
  private final Limits limits;
  private final Problems problems;
  private final LayersCheck layers;

  SparseCheck(Limits limits, Problems problems, LayersCheck layers) {
    this.limits = limits;
    this.problems = problems;
    this.layers = layers;
  }

  void block(String path, SparseMoe block) {
    problems.positive(path + ".experts", block.experts(), limits.streams());
    layers.stack(path, block.layers());
    if (block.layers().normalization() == Normalization.BATCH) {
      problems.add(
          path + ".normalization",
          "BATCH",
          "NONE or LAYER, as the examples of an expert change from step to step",
          "Use LAYER, or put dense() with a normalisation before it");
    }
    router(path + ".router." + block.router().verb(), block);
    capacity(path + ".capacity", block.capacity());
    if (block.gates() == SparseMoe.Gates.PER_TASK
        && block.capacity().serving() != Capacity.EXACT
        && block.dispatch() == SparseMoe.Dispatch.HARD) {
      problems.add(
          path + ".capacity.serving",
          block.capacity().serving() + " with a gate for each task",
          "0 for exact, as what one task is answered must not depend on which others are asked for",
          "Leave it out, or use one gate");
    }
  }

  private void router(String path, SparseMoe block) {
    Router router = block.router();
    if (router.k() < 1 || block.experts() > 0 && router.k() > block.experts()) {
      problems.add(
          path + ".k",
          router.k() + " of " + block.experts() + " experts",
          "1 to the number of experts",
          "Lower it, or use more experts");
    }
    layers.hidden(path + ".hidden", router.hidden());
    if (router instanceof Router.TopK top
        && top.k() == 1
        && top.softmax() == Router.Softmax.AFTER) {
      problems.add(
          path + ".softmax",
          "AFTER with a k of 1, whose only weight is 1 and leaves the router without a gradient",
          "BEFORE where k is 1",
          "Use softmax BEFORE, or a k of 2");
    }
  }

  private void capacity(String path, Capacity capacity) {
    float training = capacity.training();
    problems.number(
        path + ".training", training, training > 0, "a positive number", "The usual value is 1.25");
    float serving = capacity.serving();
    problems.number(
        path + ".serving",
        serving,
        serving >= 0,
        "a positive number, or 0 for exact",
        "Leave it out, and no example is dropped");
    problems.positive(path + ".least", capacity.least(), Integer.MAX_VALUE);
  }
}
