package dev.espalier.dsl;

import java.util.List;

/**
 * A feature from outside of Espalier, as far as a topology knows it: the numbers it is made of, and
 * how many it gives. Write one by implementing {@code dev.espalier.graph.extension.CustomFeature},
 * which adds how they are computed.
 *
 * <p>It is a value, best a record. For JSON it is registered in the file {@code
 * META-INF/services/dev.espalier.dsl.FeatureDeclaration}, as {@link BlockDeclaration} says of
 * blocks.
 */
public non-sealed interface FeatureDeclaration extends Feature {

  /**
   * The numbers it is made of, read from the data and from requests under the name of the feature,
   * and transformed, scaled and filled in where they are missing as any numeric feature's are.
   */
  Numeric source();

  /**
   * What is wrong with its settings; nothing by default.
   *
   * @param path place of the feature, with which the path of each problem begins
   */
  default List<Problem> problems(String path) {
    return List.of();
  }

  @Override
  default String name() {
    return source().name();
  }

  @Override
  default Numeric numeric() {
    return source();
  }
}
