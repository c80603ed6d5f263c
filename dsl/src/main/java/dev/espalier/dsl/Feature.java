package dev.espalier.dsl;

import org.jspecify.annotations.Nullable;

/**
 * An input of the model under the name it has in the data and in a serving request.
 *
 * @see Features
 */
public sealed interface Feature permits Numeric, Categorical, Positioned, FeatureDeclaration {

  /** Column in the data, and input of the exported signatures. */
  String name();

  /** How many numbers the feature contributes to the stream of features. */
  int width();

  /** The numbers that it is, or is made of; null where there are none. */
  default @Nullable Numeric numeric() {
    return null;
  }

  /** The category that its values are of, one or several per example; null where there is none. */
  default @Nullable Categorical category() {
    return null;
  }
}
