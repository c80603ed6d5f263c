package dev.espalier.training;

/**
 * One link of a {@link GradientChain}: something that happens to gradients between the losses and
 * the weights. Steps are values; a chain of them says how a model is trained.
 *
 * <p>Where they come from: {@link GradientSteps}, {@link SurgeryScopes} and {@link LossWeightings}.
 */
public sealed interface GradientStep {

  /** Weighs the losses of the tasks before they are differentiated. At most one, and first. */
  sealed interface Weighting extends GradientStep
      permits EpochDecay, Uncertainty, ImtlL, Dwa, GradNorm, Famo, SmoothTchebycheff, Geometric {}

  /**
   * Makes one gradient of the gradients of T tasks. At most one in a chain, before all but a
   * weighting.
   */
  sealed interface Merge extends GradientStep
      permits PcGrad,
          PcGradMomentum,
          PcGradNesterov,
          PcGradAdaGrad,
          PcGradRmsProp,
          PcGradAdam,
          PcGradAccord,
          GradVac,
          Mgda,
          CaGrad,
          UpGrad,
          PeLtr,
          NashMtl,
          ImtlG,
          AlignedMtl,
          DbMtl,
          GradDrop,
          SketchedGram,
          RepresentationLevel,
          Within,
          RandomWeights,
          EqualWeights,
          Merge.Declared {

    /**
     * A merge from outside of Espalier: a value that implements {@code
     * dev.espalier.training.extension.CustomMerge}, which says how it weighs the tasks.
     */
    non-sealed interface Declared extends Merge {}
  }

  /** Makes another gradient of the merged one, all trained weights taken together. */
  sealed interface Transform extends GradientStep
      permits ClipByGlobalNorm, GradientNoise, Transform.Declared {

    /**
     * A transform from outside of Espalier: a value that implements {@code
     * dev.espalier.training.extension.CustomTransform}, which says how it changes a gradient.
     */
    non-sealed interface Declared extends Transform {}
  }

  /** Moves the weights along a gradient. Exactly one in a chain, and last in it. */
  sealed interface Update extends GradientStep
      permits Adam, AdamW, Nadam, Sgd, Momentum, AdaGrad, AdaDelta, RmsProp, Ftrl, Lion, PerBlock {

    /** The factor of each move, which may depend on the number of steps done. */
    Schedule learningRate();
  }
}
