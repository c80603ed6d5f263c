package dev.espalier.dsl;

import java.util.HashSet;
import java.util.Set;

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
    freezing(path + ".freezeAfter", block);
    capacity(path + ".capacity", block.capacity());
    losses(path + ".losses", block);
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
    if (block.experts() == 1 && !(router instanceof FixedRouter)) {
      problems.add(
          path,
          "1 expert, whose weight is 1 whatever the logits are",
          "2 experts or more for a router that learns",
          "Use dense(), replicate(1), or more experts");
      return;
    }
    if (router.k() < 1 || block.experts() > 0 && router.k() > block.experts()) {
      problems.add(
          path + ".k",
          router.k() + " of " + block.experts() + " experts",
          "1 to the number of experts",
          "Lower it, or use more experts");
    }
    layers.hidden(path + ".hidden", router.hidden());
    if (router.k() == 1 && router.softmax() == Router.Softmax.AFTER) {
      problems.add(
          path + (router instanceof TopKRouter ? ".softmax" : ".k"),
          "AFTER with a k of 1, whose only weight is 1 and leaves the router without a gradient",
          "BEFORE where k is 1",
          "Use topK(1) with softmax BEFORE, switchRouter(), or a k of 2");
    }
    if (router instanceof NoisyTopKRouter noisy && noisy.warmup() < 0) {
      problems.add(
          path + ".warmup", noisy.warmup() + "", "0 or more steps", "Leave it out for none");
    } else if (router instanceof SwitchRouter one) {
      float jitter = one.jitter();
      problems.number(
          path + ".jitter",
          jitter,
          jitter >= 0 && jitter < 1,
          "0 up to but not 1",
          "The usual value is 0.01");
    }
    if (router instanceof ThresholdRouter threshold) {
      float share = threshold.share();
      problems.number(
          path + ".share", share, share >= 0 && share < 1, "0 to less than 1", "Try 0.2");
    } else if (router instanceof TreeRouter tree) {
      leaves(path + ".depth", tree.depth(), block.experts());
    } else if (router instanceof LshRouter lsh) {
      leaves(path + ".planes", lsh.planes(), block.experts());
    }
  }

  private void freezing(String path, SparseMoe block) {
    problems.positive(path, block.freezeAfter(), Integer.MAX_VALUE);
    if (block.freezeAfter() != SparseMoe.NEVER && block.router() instanceof FixedRouter) {
      problems.add(
          path,
          block.freezeAfter() + " with " + block.router().verb() + ", which learns nothing",
          "a router that learns",
          "Leave it out");
    }
    Layers hidden = block.router().hidden();
    boolean changing = hidden.dropout() > 0 || hidden.normalization() == Normalization.BATCH;
    if (block.freezeAfter() != SparseMoe.NEVER && changing) {
      problems.add(
          path,
          "hidden layers with dropout or a normalisation over the batch",
          "a router whose picks stay once its weights do",
          "Use hidden layers without dropout, normalised by LAYER or not at all");
    }
  }

  private void losses(String path, SparseMoe block) {
    if (block.router() instanceof FixedRouter && !block.losses().isEmpty()) {
      problems.add(
          path,
          block.router().verb() + ", which learns nothing",
          "no losses, as nothing would change by them",
          "Leave the losses out, or use a router that learns");
      return;
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < block.losses().size(); i++) {
      BalanceLoss loss = block.losses().get(i);
      String place = path + "[" + i + "]." + loss.verb();
      problems.notNegative(place + ".weight", loss.weight());
      if (!seen.add(loss.verb())) {
        problems.add(place, "another " + loss.verb(), "each loss once", "Add up their weights");
      }
      boolean isDrawn = block.router() instanceof NoisyTopKRouter;
      if (loss instanceof BalanceLoss.Load && !isDrawn) {
        problems.add(
            place,
            block.router().verb() + ", which has no noise to say how likely a pick is",
            "a router with noise",
            "Use noisyTopK, or importance or switchLoss");
      } else if (loss instanceof BalanceLoss.Load && block.router().k() == block.experts()) {
        problems.add(
            place,
            "all " + block.experts() + " experts picked for each example",
            "fewer picks than experts",
            "Lower k, or leave the loss out: all loads are equal");
      }
    }
  }

  /** Whether 2 to this power is the number of experts. */
  private void leaves(String path, int power, int experts) {
    if (power < 1 || power > 20 || 1 << power != experts) {
      problems.add(
          path,
          power + " for " + experts + " experts",
          "the power of 2 that is the number of experts, such as 3 for 8",
          "Change it, or the number of experts");
    }
  }

  /** Experts that no gate would ever send an example to. */
  static void idle(Problems problems, String path, SparseMoe block, int gates) {
    if (block.router() instanceof ReplicateRouter replicate
        && (long) replicate.k() * gates < block.experts()) {
      problems.add(
          path + ".router.replicate.k",
          replicate.k() + " of " + block.experts() + " experts, gates: " + gates,
          "as many that every expert is some gate's",
          "Raise it, use fewer experts, or a gate for each task");
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
