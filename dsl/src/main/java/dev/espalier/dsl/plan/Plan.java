package dev.espalier.dsl.plan;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Limits;
import dev.espalier.dsl.Problem;
import dev.espalier.dsl.Stream;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.TopologyException;
import java.util.ArrayList;
import java.util.List;

/**
 * A topology worked out: the streams between its blocks, and every parameter with its shape,
 * initialiser and owner. Two compilers read it: the training graph and the serving graph.
 *
 * @param topology what was planned
 * @param inputWidth width of the stream of features
 * @param tables learned rows of categorical features, in the order of the inputs they belong to
 * @param attentions networks that pool features by attention, in the order of the inputs
 * @param steps one per block
 * @param body streams where the shared body ends
 * @param towers groups of tasks with towers of one shape
 * @param auxiliaries groups of tasks with self-auxiliary small towers of one shape, which are there
 *     in training only
 * @param positions towers on the position at which an example was shown, in training only
 */
public record Plan(
    Topology topology,
    int inputWidth,
    List<Table> tables,
    List<AttentionUnit> attentions,
    List<Step> steps,
    List<Stream> body,
    List<TowerGroup> towers,
    List<TowerGroup> auxiliaries,
    List<PositionTower> positions) {

  /** Copies the lists. */
  public Plan {
    tables = List.copyOf(tables);
    attentions = List.copyOf(attentions);
    steps = List.copyOf(steps);
    body = List.copyOf(body);
    towers = List.copyOf(towers);
    auxiliaries = List.copyOf(auxiliaries);
    positions = List.copyOf(positions);
  }

  /**
   * The plan of this topology within the default limits.
   *
   * @throws TopologyException with every problem there is
   */
  public static Plan of(Topology topology) {
    return of(topology, Limits.defaults());
  }

  /**
   * The plan of this topology within these limits.
   *
   * @throws TopologyException with every problem there is
   */
  public static Plan of(Topology topology, Limits limits) {
    List<Problem> problems = topology.problems(limits);
    if (!problems.isEmpty()) {
      throw new TopologyException(topology.name(), problems);
    }
    return new Planner(topology).plan();
  }

  /**
   * The table that this feature reads, its own or a shared one.
   *
   * @throws java.util.NoSuchElementException where it reads none
   */
  public Table table(Categorical feature) {
    return tables.stream()
        .filter(table -> table.readers().contains(feature.name()))
        .findFirst()
        .orElseThrow();
  }

  /** Every step, first to last; one that has copies of a body is followed by theirs. */
  public List<Step> everyStep() {
    return steps.stream().flatMap(Plan::withInner).toList();
  }

  /** The exits, first to last, without the last one, which are the towers of the tasks. */
  public List<ExitStep> exits() {
    return steps.stream().filter(ExitStep.class::isInstance).map(ExitStep.class::cast).toList();
  }

  private static java.util.stream.Stream<Step> withInner(Step step) {
    java.util.stream.Stream<Step> own = java.util.stream.Stream.of(step);
    return step instanceof HierarchicalStep hierarchy
        ? java.util.stream.Stream.concat(
            own, hierarchy.copies().stream().flatMap(List::stream).flatMap(Plan::withInner))
        : own;
  }

  /**
   * Every bank of parameters: those that pool features, then steps first to last, those of exits
   * among them, then towers, small ones, those of positions.
   */
  public List<Bank> banks() {
    List<Bank> banks = new ArrayList<>();
    attentions.forEach(unit -> banks.addAll(unit.banks()));
    steps.forEach(step -> banks.addAll(step.banks()));
    towers.forEach(group -> banks.addAll(group.banks()));
    auxiliaries.forEach(group -> banks.addAll(group.banks()));
    positions.forEach(tower -> banks.addAll(tower.banks()));
    return banks;
  }

  /** Every parameter: tables, then those of the banks in their order. */
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    tables.forEach(table -> parameters.add(table.rows()));
    positions.forEach(tower -> parameters.add(tower.table().rows()));
    banks().forEach(bank -> parameters.addAll(bank.members()));
    return List.copyOf(parameters);
  }

  /** Number of entries of all parameters, at most {@link Long#MAX_VALUE}. */
  public long parameterCount() {
    long sum = 0;
    for (Parameter parameter : parameters()) {
      sum = plus(sum, parameter.size());
    }
    return sum;
  }

  /** Multiply-adds of the whole model in training for one example, embeddings not counted. */
  public long multiplyAdds() {
    long sum = 0;
    for (AttentionUnit unit : attentions) {
      sum = plus(sum, unit.multiplyAdds());
    }
    for (Step step : steps) {
      sum = plus(sum, step.multiplyAdds());
    }
    for (TowerGroup group : towers) {
      sum = plus(sum, group.multiplyAdds());
    }
    for (TowerGroup group : auxiliaries) {
      sum = plus(sum, group.multiplyAdds());
    }
    for (PositionTower tower : positions) {
      sum = plus(sum, tower.multiplyAdds());
    }
    return sum;
  }

  static long times(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    return high != 0 || low < 0 ? Long.MAX_VALUE : low;
  }

  static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
