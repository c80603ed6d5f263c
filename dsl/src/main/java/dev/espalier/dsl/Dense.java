package dev.espalier.dsl;

import java.util.List;

/**
 * Hidden layers on each stream, with parameters of its own for each: k streams to k streams of the
 * same owners.
 *
 * @param layers at least one layer
 */
public record Dense(Layers layers) implements Block {
  @Override
  public boolean separates(List<Stream> in) {
    return !in.get(0).isShared();
  }
}
