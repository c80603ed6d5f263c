package dev.espalier.dsl;

/**
 * Sends each example to an expert by locality-sensitive hashing: on which side of each of some
 * random hyperplanes through the origin the example lies is the number of its expert, so that near
 * examples share one (Charikar 2002). Under {@link Capacity.Overflow#NEXT_BEST} it goes across the
 * plane that it is nearest to.
 *
 * @param planes hyperplanes of each gate, at least 1; there are 2^planes experts
 * @param seed draws them
 */
public record LshRouter(int planes, long seed) implements FixedRouter {

  @Override
  public int k() {
    return 1;
  }

  @Override
  public String verb() {
    return "lsh";
  }
}
