package dev.espalier.dsl;

/**
 * An input of the model under the name it has in the data and in a serving request.
 *
 * @see Features
 */
public sealed interface Feature permits Numeric, Categorical {

  /** Column in the data, and input of the exported signatures. */
  String name();

  /** How many numbers the feature contributes to the network's input. */
  int width();
}
