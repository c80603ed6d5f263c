package dev.espalier.dsl;

import java.util.Arrays;
import java.util.List;

/**
 * A stack of hidden layers: what {@code dense}, {@code sharedBottom}, {@code experts}, an {@code
 * snr} sub-network and a tower are made of. Each layer is x W + b, then the normalisation, the
 * activation and the dropout.
 *
 * @param units output width of each layer, first to last; empty means no hidden layer
 * @param activation after each layer; default {@link Activation#RELU}
 * @param dropout share of activations set to zero in training, in [0, 1); default 0
 * @param l2 factor of the sum of squared kernel entries that is added to the loss; default 0
 * @param normalization before each activation; default {@link Normalization#NONE}
 */
public record Layers(
    List<Integer> units,
    Activation activation,
    float dropout,
    float l2,
    Normalization normalization) {

  /** Copies the list of units. */
  public Layers {
    units = List.copyOf(units);
  }

  /** Layers of these widths with every setting at its default. */
  public static Layers of(int... units) {
    return new Layers(
        Arrays.stream(units).boxed().toList(), Activation.RELU, 0f, 0f, Normalization.NONE);
  }

  /** The same layers with another activation. */
  public Layers activation(Activation activation) {
    return new Layers(units, activation, dropout, l2, normalization);
  }

  /** The same layers with this share of activations dropped in training. */
  public Layers dropout(float dropout) {
    return new Layers(units, activation, dropout, l2, normalization);
  }

  /** The same layers with this factor on the sum of squared kernel entries. */
  public Layers l2(float l2) {
    return new Layers(units, activation, dropout, l2, normalization);
  }

  /** The same layers with this normalisation. */
  public Layers normalization(Normalization normalization) {
    return new Layers(units, activation, dropout, l2, normalization);
  }

  /** Width of what comes out for an input of this width: the last layer's units. */
  public int outputWidth(int inputWidth) {
    return units.isEmpty() ? inputWidth : units.get(units.size() - 1);
  }
}
