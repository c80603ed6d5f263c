package dev.espalier.dsl;

/**
 * Sends each example to the k experts of the largest logits of random weights that are never
 * trained (as in SMoE-dropout: Chen et al. 2023).
 *
 * @param k experts of each example, from 1 to their number
 * @param seed draws the weights
 */
public record RandomFixedRouter(int k, long seed) implements FixedRouter {

  @Override
  public String verb() {
    return "randomFixed";
  }
}
