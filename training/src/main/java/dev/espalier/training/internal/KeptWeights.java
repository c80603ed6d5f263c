package dev.espalier.training.internal;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Coding;
import dev.espalier.dsl.Categorical.Id;
import dev.espalier.dsl.Categorical.Vocabulary;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.Table;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.FrozenModel;
import dev.espalier.training.report.WarmStartReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Weights of a model that another one begins with.
 *
 * @param from the model
 * @param plan what begins
 * @param fitted what its features took from data
 */
public record KeptWeights(FrozenModel from, Plan plan, FittedFeatures fitted) {

  /**
   * Puts them in place.
   *
   * @param drawn the weights as they begin otherwise, by name; changed
   */
  public WarmStartReport into(Map<String, float[]> drawn) {
    Map<String, Parameter> had = byName(from.plan());
    Map<String, Table> tables =
        plan.tables().stream()
            .collect(Collectors.toMap(table -> table.rows().name(), Function.identity()));
    List<String> taken = new ArrayList<>();
    List<WarmStartReport.Rows> rows = new ArrayList<>();
    Map<String, String> left = new LinkedHashMap<>();
    for (Parameter parameter : plan.parameters()) {
      String name = parameter.name();
      Parameter before = had.get(name);
      if (before == null) {
        left.put(name, "not there");
        continue;
      }
      float[] values = from.parameter(name);
      float[] into = Objects.requireNonNull(drawn.get(name));
      Table table = tables.get(name);
      int[] matched = table == null ? null : matched(table);
      if (matched != null && width(parameter) == width(before)) {
        int width = width(parameter);
        int found = 0;
        for (int row = 0; row < matched.length; row++) {
          if (matched[row] >= 0) {
            System.arraycopy(values, matched[row] * width, into, row * width, width);
            found++;
          }
        }
        rows.add(new WarmStartReport.Rows(name, found, matched.length));
      } else if (parameter.shape().equals(before.shape()) && table == null) {
        System.arraycopy(values, 0, into, 0, values.length);
        taken.add(name);
      } else {
        left.put(name, "%s there, %s here".formatted(before.shape(), parameter.shape()));
      }
    }
    return new WarmStartReport(taken, rows, left);
  }

  /** For each row the one of the model that means the same, -1 for none; null if none can. */
  private int @Nullable [] matched(Table table) {
    Table before =
        from.plan().tables().stream()
            .filter(each -> each.rows().name().equals(table.rows().name()))
            .findFirst()
            .orElse(null);
    if (before == null) {
      return null;
    }
    Coding then = before.feature().coding();
    Coding now = table.feature().coding();
    if (then instanceof Vocabulary known && now instanceof Vocabulary vocabulary) {
      return byWord(before.feature(), known, table.feature(), vocabulary);
    }
    boolean grown = then instanceof Id && now instanceof Id;
    if (!grown && !then.equals(now)) {
      return null;
    }
    int[] rows = new int[now.rows()];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = row < then.rows() ? row : -1;
    }
    if (grown) {
      // The last row is that of the unknown.
      rows[Math.min(then.rows(), now.rows()) - 1] = -1;
      rows[now.rows() - 1] = then.rows() - 1;
    }
    return rows;
  }

  private int[] byWord(Categorical then, Vocabulary known, Categorical now, Vocabulary vocabulary) {
    Map<String, Integer> at = new HashMap<>();
    from.fitted().vocabulary(then.rowsOf()).forEach(word -> at.put(word, at.size()));
    List<String> words = fitted.vocabulary(now.rowsOf());
    int[] rows = new int[vocabulary.rows()];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = row < words.size() ? at.getOrDefault(words.get(row), -1) : -1;
    }
    rows[vocabulary.size()] = known.size();
    return rows;
  }

  private static int width(Parameter rows) {
    return rows.shape().get(1);
  }

  private static Map<String, Parameter> byName(Plan plan) {
    return plan.parameters().stream()
        .collect(Collectors.toMap(Parameter::name, Function.identity()));
  }
}
