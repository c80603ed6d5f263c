package dev.espalier.samples.landscape;

/**
 * A place on a landscape.
 *
 * @param x first coordinate
 * @param y second coordinate
 */
public record Point(float x, float y) {

  /** Euclidean distance to another point. */
  public double distance(Point other) {
    return Math.hypot((double) x - other.x, (double) y - other.y);
  }

  @Override
  public String toString() {
    return "(" + x + ", " + y + ")";
  }
}
