package dev.espalier.dsl.plan;

import dev.espalier.dsl.Categorical;
import java.util.List;

/**
 * Learned rows of a categorical feature, and of those that share them.
 *
 * @param feature the feature they belong to
 * @param readers names of all features that read them, this feature among them, in the order of the
 *     inputs
 * @param rows one parameter [rows, dimension]
 */
public record Table(Categorical feature, List<String> readers, Parameter rows) {

  /** Copies the names. */
  public Table {
    readers = List.copyOf(readers);
  }
}
