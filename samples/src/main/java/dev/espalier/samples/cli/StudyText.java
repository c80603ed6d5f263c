package dev.espalier.samples.cli;

import dev.espalier.samples.study.Capacity;
import dev.espalier.samples.study.PlannedStudy;
import dev.espalier.samples.study.StudyResult;
import dev.espalier.samples.study.StudyTable;
import dev.espalier.samples.study.Trial;
import dev.espalier.samples.study.TrialPlan;
import dev.espalier.samples.study.TrialState;
import dev.espalier.samples.study.Validation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A study for people: a line for each trial that ends, then the table. */
final class StudyText implements StudyOutput {
  private final Console console;
  private List<TrialPlan> plans = List.of();
  private List<String> dimensions = List.of();
  private int over;

  StudyText(Console console) {
    this.console = console;
  }

  @Override
  public void planned(StudyResult plan, Capacity capacity) {
    console.text(StudyTable.planned(plan).text());
    console.err().println(plan.trials().size() + " trials, " + capacity.reason());
  }

  @Override
  public void onStart(PlannedStudy study, Capacity capacity, List<Trial> trials) {
    plans = study.trials();
    dimensions = study.study().dimensions().stream().map(each -> each.name()).toList();
    over = (int) trials.stream().filter(trial -> trial.state().isOver()).count();
    long begun = trials.stream().filter(each -> each.state() == TrialState.INTERRUPTED).count();
    console
        .err()
        .println(
            trials.size()
                + " trials"
                + (over > 0 ? ", " + over + " of them over" : "")
                + (begun > 0 ? ", " + begun + " to go on with" : ""));
    if (over < trials.size()) {
      console.err().println(capacity.reason());
    }
  }

  @Override
  public void onTrial(Trial trial) {
    say(trial, (trial.epochs() > 0 ? "goes on" : "begins") + ": " + values(trial));
  }

  @Override
  public void onEpoch(Trial trial, Validation validation) {
    if (console.isTerminal() || console.verbose()) {
      say(
          trial,
          String.format(
              Locale.ROOT, "epoch %d, score %.5g", validation.epoch(), validation.score()));
    }
  }

  @Override
  public void onEnd(Trial trial) {
    over += trial.state().isOver() ? 1 : 0;
    String score =
        trial.best().isEmpty() ? "" : String.format(Locale.ROOT, ", score %.5g", trial.score());
    say(
        trial,
        "%s after %d epochs%s%s (%d of %d over)"
            .formatted(
                trial.state(),
                trial.epochs(),
                score,
                trial.reason() == null ? "" : ": " + trial.reason(),
                over,
                plans.size()));
  }

  private String values(Trial trial) {
    List<String> labels = plans.get(trial.number() - 1).point().labels();
    List<String> values = new ArrayList<>();
    for (int d = 0; d < labels.size(); d++) {
      values.add(dimensions.get(d) + " " + labels.get(d));
    }
    return String.join(", ", values);
  }

  private void say(Trial trial, String what) {
    console.err().println("trial " + trial.number() + " " + what);
  }

  @Override
  public void result(StudyResult result, Path folder, @Nullable String signal) {
    console.text(StudyTable.of(result, result.trials()).text());
    result
        .best()
        .ifPresent(
            best ->
                console.text(
                    "\nBest by score: trial %d (%s).\nTrials that no other one beats over the tasks: %s.\n"
                        .formatted(
                            best.number(),
                            values(best),
                            result.frontier().stream()
                                .map(trial -> trial.number() + "")
                                .collect(Collectors.joining(", ")))));
    console.text("Written to " + folder + ".\n");
    long left = result.trials().stream().filter(trial -> !trial.state().isOver()).count();
    if (left > 0) {
      console
          .err()
          .println(
              "%s%d trials are left; the same command goes on."
                  .formatted(signal == null ? "" : "stopped by SIG" + signal + ", ", left));
    }
  }
}
