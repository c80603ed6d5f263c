package dev.espalier.samples.study;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.espalier.training.metrics.Metric.Better;
import dev.espalier.training.report.TextTable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The trials of a study, one to a line. */
public final class StudyTable {

  private static final List<String> KNOWN =
      List.of("state", "epochs", "best_epoch", "seconds", "parameters", "score");
  private static final List<String> LAST = List.of("frontier", "reason");

  private StudyTable() {}

  /** Names of the columns that every study has; the others are dimensions and objectives. */
  static List<String> columns() {
    return Stream.of(List.of("trial"), KNOWN, LAST).flatMap(List::stream).toList();
  }

  /** Some trials for people, their numbers short. */
  public static TextTable of(StudyResult result, List<Trial> trials) {
    List<String> header = new ArrayList<>(List.of("trial"));
    result.study().study().dimensions().forEach(dimension -> header.add(dimension.name()));
    header.addAll(List.of("state", "epochs", "seconds", "score"));
    result.study().objectives().forEach(objective -> header.add(directed(objective)));
    return new TextTable(header, trials.stream().map(trial -> row(result, trial)).toList());
  }

  /** What the trials are to try, before any of it is known. */
  public static TextTable planned(StudyResult plan) {
    List<String> header = new ArrayList<>(List.of("trial"));
    plan.study().study().dimensions().forEach(dimension -> header.add(dimension.name()));
    header.add("parameters");
    List<List<String>> rows = new ArrayList<>();
    for (TrialPlan trial : plan.study().trials()) {
      List<String> row = new ArrayList<>(List.of(trial.number() + ""));
      row.addAll(trial.point().labels());
      row.add(trial.parameters() + "");
      rows.add(row);
    }
    return new TextTable(header, rows);
  }

  private static List<String> row(StudyResult result, Trial trial) {
    List<String> row = new ArrayList<>(List.of(trial.number() + ""));
    row.addAll(result.plan(trial).point().labels());
    row.add(trial.state().toString());
    row.add(trial.epochs() == 0 ? "" : trial.epochs() + "");
    row.add(trial.seconds() == 0 ? "" : String.format(Locale.ROOT, "%.1f", trial.seconds()));
    row.add(number(trial.score()));
    result.values(trial).forEach(value -> row.add(number(value)));
    return row;
  }

  /** An objective with an arrow to where its values are better. */
  static String directed(Objective objective) {
    Better better = objective.metric().better();
    return objective + (better == Better.HIGHER ? " ↑" : better == Better.LOWER ? " ↓" : " → 1");
  }

  static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.5g", value);
  }

  /** Every trial for programs, its numbers whole. */
  public static String csv(StudyResult result) {
    List<String> header = new ArrayList<>(List.of("trial"));
    result.study().study().dimensions().forEach(dimension -> header.add(dimension.name()));
    header.addAll(KNOWN);
    result.study().objectives().forEach(objective -> header.add(objective.toString()));
    header.addAll(LAST);
    List<Trial> frontier = result.frontier();
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(header);
      for (Trial trial : result.trials()) {
        List<String> row = new ArrayList<>(List.of(trial.number() + ""));
        row.addAll(result.plan(trial).point().labels());
        row.add(trial.state().toString());
        row.add(trial.epochs() + "");
        row.add(trial.best().map(best -> best.epoch() + "").orElse(""));
        row.add(String.format(Locale.ROOT, "%.3f", trial.seconds()));
        row.add(result.plan(trial).parameters() + "");
        row.add(whole(trial.score()));
        result.values(trial).forEach(value -> row.add(whole(value)));
        row.add(frontier.contains(trial) + "");
        row.add(trial.reason() == null ? "" : trial.reason());
        csv.writeRecord(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Writing into memory failed.", e);
    }
    return text.toString();
  }

  private static String whole(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
