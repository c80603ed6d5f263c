package dev.espalier.training.internal;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The shortest convex combination (Désidéri 2012; Sener and Koltun, NeurIPS 2018) on dot products
 * alone: argmin over the simplex of √(wᵀ G w).
 */
final class MgdaRule implements GramRule {

  @Override
  public Operand<TFloat32> weights(Site site, Operand<TFloat32> gram) {
    Ops tf = site.tf();
    ScaledGram scaled = ScaledGram.of(tf, site.tasks(), gram);
    return scaled.spread(tf, new SimplexSearch(tf, scaled, null).best());
  }
}
