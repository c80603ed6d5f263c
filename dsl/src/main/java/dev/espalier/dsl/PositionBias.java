package dev.espalier.dsl;

/**
 * What a label owes to the place at which an example was shown, learned apart from what it owes to
 * the example: a shallow tower on the position (Zhao et al., "Recommending What Video to Watch
 * Next: A Multitask Ranking System", RecSys 2019, section 4.4). In training its output is added to
 * the task's logit; in validation, prediction and serving it is not there, nor is its column.
 *
 * <p>A position is a whole number from 0 on; a missing one, and one that is {@code positions} or
 * more, has the row of the unknown. The tower has no offset behind its last layer: what all
 * positions have in common belongs to the task's own tower.
 *
 * @param column column of the position, in the training data only; neither an input nor a label
 * @param positions number of positions that have a row of their own, besides the unknown one
 * @param dimension width of these rows; default 8
 * @param tower hidden layers between a row and the output, may be empty
 * @param dropout share of the training examples, drawn anew at each step, for which the tower is
 *     not there as it will not be in serving; in [0, 1), default 0
 */
public record PositionBias(
    String column, int positions, int dimension, Layers tower, float dropout) {
  /** Width of the rows where none is given. */
  public static final int DIMENSION = 8;

  /** A tower of these widths on so many positions. */
  public static PositionBias of(String column, int positions, int... units) {
    return new PositionBias(column, positions, DIMENSION, Layers.of(units), 0f);
  }

  /** The same with rows of this width. */
  public PositionBias dimension(int dimension) {
    return new PositionBias(column, positions, dimension, tower, dropout);
  }

  /** The same with these hidden layers. */
  public PositionBias tower(Layers tower) {
    return new PositionBias(column, positions, dimension, tower, dropout);
  }

  /** The same, not there for this share of the training examples. */
  public PositionBias dropout(float share) {
    return new PositionBias(column, positions, dimension, tower, share);
  }

  /** The feature that its rows belong to. */
  public Categorical feature() {
    return new Categorical(
        column, new Categorical.Id(positions), new Categorical.Embedding(dimension));
  }
}
