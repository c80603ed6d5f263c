package dev.espalier.dsl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which feature reads which column of a table. */
final class InputColumns {
  private final List<Feature> inputs;
  private final Map<String, Integer> indexes = new HashMap<>();

  InputColumns(List<Feature> inputs) {
    this.inputs = inputs;
    for (int i = 0; i < inputs.size(); i++) {
      indexes.putIfAbsent(inputs.get(i).name(), i);
      if (inputs.get(i) instanceof Multivalent several && several.weights() != null) {
        indexes.putIfAbsent(several.weights(), i);
      }
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
    Integer vector = cut < 0 ? null : indexes.get(column.substring(0, cut));
    return vector != null && isPart(inputs.get(vector), column.substring(cut + 1)) ? vector : null;
  }

  private static boolean isPart(Feature feature, String part) {
    Numeric numeric = feature.numeric();
    return numeric != null
        && numeric.components() > 1
        && part.matches("0|[1-9][0-9]{0,8}")
        && Integer.parseInt(part) < numeric.components();
  }
}
