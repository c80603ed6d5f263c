package dev.espalier.samples.routing;

import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Routing.importance;
import static dev.espalier.dsl.Routing.load;
import static dev.espalier.dsl.Routing.noisyTopK;
import static dev.espalier.dsl.Routing.switchLoss;
import static dev.espalier.dsl.Routing.switchRouter;
import static dev.espalier.dsl.Routing.topK;

import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.SparseMoe;
import java.util.Locale;

/** Routers of eight experts of 16 units, with balance losses and without. */
public enum RouterName {
  /** The two experts of the largest logits. */
  TOPK(eight().router(topK(2))),
  /** The same, with weights in a batch to be equal: what is never picked has no part in them. */
  TOPK_IMPORTANCE(eight().router(topK(2)).losses(importance(1f))),
  /** The same, with the loss of the Switch Transformer, which reads the logits of all. */
  TOPK_SWITCH_LOSS(eight().router(topK(2)).losses(switchLoss(1f))),
  /** With noise. */
  NOISY(eight().router(noisyTopK(2))),
  /** With noise and both losses of the paper. */
  NOISY_IMPORTANCE_LOAD(eight().router(noisyTopK(2)).losses(importance(1f), load(1f))),
  /** The one expert of the largest logit. */
  SWITCH(eight().router(switchRouter())),
  /** The same with its loss. */
  SWITCH_LOSS(eight().router(switchRouter()).losses(switchLoss(1f)));

  private final SparseMoe block;

  RouterName(SparseMoe block) {
    this.block = block;
  }

  /** Nothing is dropped: a full expert would hide what the router wants. */
  private static SparseMoe eight() {
    return sparseMoe(8, 16).capacity(Capacity.defaults().training(8));
  }

  /** As on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The block. */
  public SparseMoe block() {
    return block;
  }
}
