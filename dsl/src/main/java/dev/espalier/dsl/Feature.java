package dev.espalier.dsl;

import org.jspecify.annotations.Nullable;

/**
 * An input of the model under the name it has in the data and in a serving request.
 *
 * @see Features
 */
public sealed interface Feature permits Numeric, Categorical, Multivalent {

  /** Column in the data, and input of the exported signatures. */
  String name();

  /** How many numbers the feature contributes to the network's input. */
  int width();

  /** The category that its values are of, one or several per example; null where there is none. */
  default @Nullable Categorical category() {
    return null;
  }
}
