package dev.espalier.samples.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Which points of a space are tried. */
public sealed interface Search {

  /** The points, in the order in which they are tried. */
  List<Point> points(List<Dimension> dimensions);

  /** Every combination of values; the last dimension changes fastest. */
  record Grid() implements Search {
    @Override
    public List<Point> points(List<Dimension> dimensions) {
      List<List<Drawn>> all = List.of(List.of());
      for (Dimension dimension : dimensions) {
        List<List<Drawn>> longer = new ArrayList<>();
        for (List<Drawn> begun : all) {
          for (Drawn value : dimension.values().all()) {
            List<Drawn> values = new ArrayList<>(begun);
            values.add(value);
            longer.add(values);
          }
        }
        all = longer;
      }
      List<List<Drawn>> drawn = all;
      return IntStream.range(0, all.size()).mapToObj(i -> new Point(i + 1, drawn.get(i))).toList();
    }
  }

  /**
   * Points drawn at random, no two alike. A value depends on the seed, the trial and the name of
   * its dimension only: more trials leave the first ones as they are, and so does another
   * dimension, but for what was drawn twice.
   *
   * @param trials how many
   * @param seed of the draws
   */
  record Draws(int trials, long seed) implements Search {
    /** Draws of one trial, each like an earlier one, after which it may be like it. */
    private static final int ATTEMPTS = 1000;

    @Override
    public List<Point> points(List<Dimension> dimensions) {
      Set<List<String>> seen = new HashSet<>();
      List<Point> points = new ArrayList<>();
      for (int trial = 1; trial <= trials; trial++) {
        Point point = draw(trial, 0, dimensions);
        for (int attempt = 1; attempt < ATTEMPTS && seen.contains(point.labels()); attempt++) {
          point = draw(trial, attempt, dimensions);
        }
        seen.add(point.labels());
        points.add(point);
      }
      return points;
    }

    private Point draw(int trial, int attempt, List<Dimension> dimensions) {
      return new Point(
          trial,
          dimensions.stream()
              .map(dimension -> dimension.values().at(share(trial, attempt, dimension.name())))
              .toList());
    }

    private double share(int trial, int attempt, String dimension) {
      long place = ((long) trial << 32) + attempt;
      // Strings hash alike on every machine; each stage is mixed before the next is added.
      long key = new SplittableRandom(seed).nextLong() + place;
      key = new SplittableRandom(key).nextLong() + dimension.hashCode();
      return new SplittableRandom(key).nextDouble();
    }
  }
}
