package dev.espalier.dsl;

import java.util.List;

/**
 * A loss from outside of Espalier, as far as a topology knows it: the targets it is for, and what
 * is wrong with its settings. Write one by implementing {@code
 * dev.espalier.graph.extension.CustomLoss}, which adds how it is computed.
 *
 * <p>It is a value, best a record. It is for targets with one output per label column: binary,
 * multilabel, product, regression, count and quantile. For JSON it is registered in the file {@code
 * META-INF/services/dev.espalier.dsl.LossDeclaration}, as {@link BlockDeclaration} says of blocks.
 */
public non-sealed interface LossDeclaration extends Loss {

  /** Whether it measures the error of such a target; never asked for classes. */
  boolean fits(Target target);

  /**
   * What is wrong with its settings; nothing by default.
   *
   * @param path place of the loss, with which the path of each problem begins
   */
  default List<Problem> problems(String path, Target target) {
    return List.of();
  }
}
