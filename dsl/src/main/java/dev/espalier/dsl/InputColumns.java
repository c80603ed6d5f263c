package dev.espalier.dsl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which feature reads which column of a table. */
final class InputColumns {
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Map<String, Integer> widths = new HashMap<>();

  InputColumns(List<Feature> inputs) {
    for (int i = 0; i < inputs.size(); i++) {
      Feature feature = inputs.get(i);
      Numeric numeric = feature.numeric();
      add(feature.name(), numeric == null ? 1 : numeric.components(), i);
      if (feature instanceof Multivalent several && several.weights() != null) {
        add(several.weights(), 1, i);
      } else if (feature instanceof Sequence sequence) {
        int width = sequence.valid() instanceof Sequence.Mask ? sequence.steps() : 1;
        for (String column : sequence.columns()) {
          add(column, width, i);
        }
      }
    }
  }

  private void add(String column, int width, int feature) {
    if (indexes.putIfAbsent(column, feature) == null) {
      widths.put(column, width);
    }
  }

  /** Index of a feature that reads this column, or null. */
  @Nullable Integer indexOf(String column) {
    Integer index = indexes.get(column);
    if (index != null) {
      return index;
    }
    // x of width 3 reads x_0, x_1 and x_2.
    int cut = column.lastIndexOf('_');
    String vector = cut < 0 ? "" : column.substring(0, cut);
    int width = widths.getOrDefault(vector, 1);
    return width > 1 && isPart(width, column.substring(cut + 1)) ? indexes.get(vector) : null;
  }

  private static boolean isPart(int width, String part) {
    return part.matches("0|[1-9][0-9]{0,8}") && Integer.parseInt(part) < width;
  }
}
