package dev.espalier.training;

import dev.espalier.graph.Codes;
import java.util.List;
import java.util.Map;

/**
 * What a model consists of at a validation, for listeners; each value is read when it is asked for,
 * and only while the listener is being told.
 */
public interface ModelState {

  /** Names of all weights, in the order of the plan. */
  List<String> weights();

  /**
   * The entries of one weight, row by row.
   *
   * @throws IllegalArgumentException where there is no weight of this name
   */
  float[] weight(String name);

  /**
   * Gates of each mixture by the path of its block, [gates][streams], averaged over the first
   * validated examples.
   */
  Map<String, float[][]> gates();

  /** The codes that serving would use. */
  List<Codes> codes();
}
