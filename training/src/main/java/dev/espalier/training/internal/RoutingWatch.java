package dev.espalier.training.internal;

import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.graph.internal.RoutingTally;
import dev.espalier.training.ExpertCollapse;
import dev.espalier.training.report.ExpertRouting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Follows the routers of a plan over a run: what the steps since the last validation add up to, and
 * which experts were picked for some examples at that validation. Both are kept in checkpoints, so
 * that a run that is resumed tells what it would have told.
 */
final class RoutingWatch {
  /** Picks per expert from which on it is told who gets none of them. */
  private static final int LEAST = 100;

  private final List<SparseStep> steps;
  private List<RoutingSums> sums;
  private List<PickedExperts> before = List.of();

  /** Of a run that begins. */
  RoutingWatch(Plan plan) {
    this.steps = RoutingTally.steps(plan);
    this.sums = none();
  }

  private List<RoutingSums> none() {
    List<RoutingSums> none = new ArrayList<>();
    for (int s = 0; s < steps.size(); s++) {
      none.add(new RoutingSums(path(s), steps.get(s)));
    }
    return none;
  }

  /** Copies of a body have one path. */
  private String path(int s) {
    List<String> paths = steps.stream().map(SparseStep::path).toList();
    String path = paths.get(s);
    return Collections.frequency(paths, path) == 1
        ? path
        : path + " (copy " + Collections.frequency(paths.subList(0, s), path) + ")";
  }

  /** Adds a step. */
  void add(Readings step) {
    int from = 0;
    for (RoutingSums of : sums) {
      from = of.add(step.routing(), from);
    }
  }

  /** What the steps since the last validation did, given the picks at this one. */
  List<ExpertRouting> means(List<PickedExperts> picks) {
    List<ExpertRouting> means = new ArrayList<>();
    for (int s = 0; s < sums.size(); s++) {
      PickedExperts last = before.isEmpty() ? null : before.get(s);
      means.add(sums.get(s).means(picks.get(s).changed(last)));
    }
    return means;
  }

  /** Of these means the learned routers that leave experts without examples. */
  List<ExpertCollapse> collapsed(List<ExpertRouting> means) {
    return IntStream.range(0, means.size())
        .filter(s -> sums.get(s).isTelling(LEAST) && !means.get(s).starved().isEmpty())
        .mapToObj(means::get)
        .map(of -> new ExpertCollapse(of.path(), of.starved(), of.load()))
        .toList();
  }

  /** Begins again after a validation with these picks. */
  void restart(List<PickedExperts> picks) {
    sums = none();
    before = picks;
  }

  /** As text that {@link #read} takes back to the last bit; empty where there is no router. */
  String write() {
    String numbers =
        sums.stream()
            .map(of -> Arrays.stream(of.sums()).mapToObj(Double::toString))
            .map(each -> each.collect(Collectors.joining(",")))
            .collect(Collectors.joining(";"));
    String picks = before.stream().map(PickedExperts::write).collect(Collectors.joining(";"));
    return steps.isEmpty() ? "" : numbers + "|" + picks;
  }

  /** Takes up what another watch of the same plan wrote. */
  void read(String text) {
    if (text.isEmpty()) {
      return;
    }
    List<String> parts = Arrays.asList(text.split("\\|", -1));
    List<String> numbers = Arrays.asList(parts.get(0).split(";", -1));
    for (int s = 0; s < sums.size(); s++) {
      List<String> each = Arrays.asList(numbers.get(s).split(",", -1));
      Arrays.setAll(sums.get(s).sums(), i -> Double.parseDouble(each.get(i)));
    }
    before =
        parts.get(1).isEmpty()
            ? List.of()
            : Arrays.stream(parts.get(1).split(";", -1)).map(PickedExperts::read).toList();
  }
}
