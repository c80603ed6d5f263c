package dev.espalier.training.data;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which rows belong together, for metrics that look at groups. */
public final class Groups {

  private Groups() {}

  /**
   * The group of each row by each of these columns: rows with one value are one group, numbered
   * from 0; -1 where there is no value. The columns are of any type.
   *
   * @throws ExamplesException with every column that there is not
   */
  public static Map<String, int[]> of(Examples examples, Collection<String> columns) {
    Problems problems = new Problems();
    Map<String, int[]> groups = new LinkedHashMap<>();
    for (String name : columns) {
      Column column = examples.find(name);
      if (column == null) {
        problems.add(examples.noColumn(name));
        continue;
      }
      Text text = Text.of(column);
      int[] of = new int[examples.rows()];
      for (int row = 0; row < of.length; row++) {
        of[row] = text.code(row);
      }
      groups.put(name, of);
    }
    problems.raise();
    return groups;
  }
}
