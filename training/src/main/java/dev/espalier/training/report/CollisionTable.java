package dev.espalier.training.report;

import dev.espalier.training.data.HashCollisions;
import java.util.List;
import java.util.Locale;

/** The table of what collides in hashed features, a row for each feature. */
public final class CollisionTable {

  private CollisionTable() {}

  /** The table; shares are of the distinct values, and of the rows. */
  public static TextTable of(List<HashCollisions> collisions) {
    return new TextTable(
        List.of(
            "hashed feature",
            "values",
            "buckets",
            "used",
            "values sharing",
            "expected",
            "rows sharing",
            "suggested buckets"),
        collisions.stream().map(CollisionTable::row).toList());
  }

  private static List<String> row(HashCollisions of) {
    return List.of(
        of.feature(),
        Integer.toString(of.values()),
        Integer.toString(of.buckets()),
        Integer.toString(of.used()),
        percent(of.share()),
        percent(of.expectedShare()),
        percent(of.rowShare()),
        Integer.toString(of.suggestedBuckets()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
