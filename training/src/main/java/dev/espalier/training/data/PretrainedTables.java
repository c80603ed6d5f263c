package dev.espalier.training.data;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Embedding;
import dev.espalier.dsl.Categorical.Start;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Rows that were trained elsewhere, by the feature that starts with them. A table of rows has a
 * column of words or ids first, then the numbers of the row, as {@link Examples#csv} reads them:
 * {@code PretrainedTables.of("item", Examples.csv(Path.of("items.csv")))}.
 */
public final class PretrainedTables {
  private final Map<String, Examples> tables;

  private PretrainedTables(Map<String, Examples> tables) {
    this.tables = Collections.unmodifiableMap(tables);
  }

  /** No rows: what a topology whose rows are all drawn takes. */
  public static PretrainedTables none() {
    return new PretrainedTables(Map.of());
  }

  /** The rows of one feature. */
  public static PretrainedTables of(String feature, Examples rows) {
    return none().and(feature, rows);
  }

  /** These rows and those of one more feature. */
  public PretrainedTables and(String feature, Examples rows) {
    Map<String, Examples> more = new LinkedHashMap<>(tables);
    more.put(feature, rows);
    return new PretrainedTables(more);
  }

  /** Names of the features whose rows these are. */
  public Set<String> features() {
    return tables.keySet();
  }

  /** The features of this topology that start with rows given to them. */
  public static List<Categorical> asked(Topology topology) {
    return topology.inputs().stream()
        .map(Feature::category)
        .filter(
            category ->
                category != null
                    && category.encoding() instanceof Embedding embedding
                    && embedding.start() != Start.DRAWN)
        .map(Objects::requireNonNull)
        .toList();
  }

  /**
   * Holds that each table is asked for by a feature of this topology, and fits it.
   *
   * @throws ExamplesException with every table that is not asked for, is of another width than the
   *     feature, says a word or id twice, or holds something else than finite numbers
   */
  public void check(Topology topology) {
    Problems problems = new Problems();
    List<Categorical> asked = asked(topology);
    List<String> names = asked.stream().map(Categorical::name).toList();
    tables.forEach(
        (feature, rows) -> {
          if (names.contains(feature)) {
            new PretrainedRows(asked.get(names.indexOf(feature)), rows).check(problems);
          } else {
            problems.add(
                "pretrained " + Problems.quote(feature),
                "a table of " + rows.source(),
                names.isEmpty() ? "no table" : "tables of " + String.join(", ", names),
                "Correct the name, or make the feature pretrained() or frozen()");
          }
        });
    problems.raise();
  }

  /**
   * Holds that each feature of this topology that asks for rows is given some.
   *
   * @throws ExamplesException with every feature that is not
   */
  public void requireAll(Topology topology) {
    Problems problems = new Problems();
    for (Categorical feature : asked(topology)) {
      if (!tables.containsKey(feature.name())) {
        problems.add(
            "pretrained " + Problems.quote(feature.name()),
            "no rows",
            "a table of words or ids and " + feature.width() + " numbers each",
            "Give them to Model.compile, or make the feature embedding(%d)"
                .formatted(feature.width()));
      }
    }
    problems.raise();
  }

  /**
   * Puts the rows of this feature into its table.
   *
   * @param feature one that asks for rows, which these have
   * @param fitted what was fitted on the training part
   * @param table [rows, dimension], as it starts; changed
   */
  public PretrainedCoverage fill(Categorical feature, FittedFeatures fitted, float[] table) {
    Examples rows = tables.get(feature.name());
    if (rows == null) {
      throw new IllegalArgumentException("No rows were given to " + feature.name());
    }
    return new PretrainedRows(feature, rows).fill(fitted, table);
  }
}
