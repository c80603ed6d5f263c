package dev.espalier.training.data;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.Positioned;
import dev.espalier.dsl.Sequence;
import dev.espalier.dsl.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which features of tf.Example records a topology reads, and how many values of each. */
final class RecordColumns {

  private RecordColumns() {}

  /** The columns of this topology, and these, among the features that records have. */
  static List<RecordColumn> of(
      Topology topology, Collection<String> also, Map<String, RecordKind> there) {
    Map<String, Integer> arities = new LinkedHashMap<>();
    also.forEach(name -> arities.put(name, 1));
    for (String name : StreamColumns.of(topology, CsvFormat.defaults().of(topology)).keySet()) {
      arities.put(name, 1);
    }
    for (Feature feature : topology.inputs()) {
      if (feature instanceof Multivalent several) {
        arities.put(several.name(), RecordColumn.LIST);
        if (several.weights() != null) {
          arities.put(several.weights(), RecordColumn.LIST);
        }
      } else if (feature instanceof Positioned) {
        arities.put(feature.name(), RecordColumn.LIST);
      } else if (feature.numeric() != null) {
        arities.put(feature.name(), feature.numeric().components());
      }
      if (feature instanceof Sequence sequence && sequence.valid() instanceof Sequence.Mask mask) {
        arities.put(mask.column(), sequence.steps());
      }
    }
    List<RecordColumn> columns = new ArrayList<>();
    arities.forEach(
        (name, arity) -> {
          RecordKind kind = there.get(name);
          if (kind == RecordKind.TEXTS && arity > 1) {
            columns.add(new RecordColumn(name, kind, RecordColumn.LIST));
          } else if (kind != null) {
            columns.add(new RecordColumn(name, kind, arity));
          }
        });
    return columns;
  }
}
