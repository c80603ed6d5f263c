package dev.espalier.training.internal;

import dev.espalier.training.data.EncodedExamples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts what is said of one part of the examples after another into one. */
final class ScoredRows {
  private final List<Parts> predictions = new ArrayList<>();
  private final List<List<Parts>> labels = new ArrayList<>();
  private final List<List<Parts>> weights = new ArrayList<>();
  private final Map<String, List<int[]>> groups = new LinkedHashMap<>();
  private boolean weighted;

  /** Arrays that come one after the other. */
  private static final class Parts {
    private final List<float[]> parts = new ArrayList<>();
    private int length;

    void add(float[] part) {
      parts.add(part);
      length = Math.addExact(length, part.length);
    }

    void copyTo(float[] all, int from) {
      int at = from;
      for (float[] part : parts) {
        System.arraycopy(part, 0, all, at, part.length);
        at += part.length;
      }
    }
  }

  /** Adds what is said of some examples. */
  void add(EncodedExamples examples, List<float[]> said, Map<String, int[]> groupsOf) {
    weighted |= examples.weighted();
    for (int t = 0; t < said.size(); t++) {
      if (predictions.size() == t) {
        predictions.add(new Parts());
        labels.add(new ArrayList<>());
        weights.add(new ArrayList<>());
      }
      predictions.get(t).add(said.get(t));
      addColumns(examples.labels(t), examples.rows(), labels.get(t));
      addColumns(examples.weights(t), examples.rows(), weights.get(t));
    }
    groupsOf.forEach(
        (column, of) -> groups.computeIfAbsent(column, any -> new ArrayList<>()).add(of));
  }

  private static void addColumns(float[] columns, int rows, List<Parts> to) {
    for (int c = 0; c < columns.length / rows; c++) {
      if (to.size() == c) {
        to.add(new Parts());
      }
      float[] column = new float[rows];
      System.arraycopy(columns, c * rows, column, 0, rows);
      to.get(c).add(column);
    }
  }

  /** All of it. */
  Scored finish() {
    Map<String, int[]> all = new LinkedHashMap<>();
    groups.forEach((column, parts) -> all.put(column, joined(parts)));
    return new Scored(
        predictions.stream().map(parts -> together(List.of(parts))).toList(),
        labels.stream().map(ScoredRows::together).toList(),
        weighted ? weights.stream().map(ScoredRows::together).toList() : null,
        all);
  }

  private static float[] together(List<Parts> columns) {
    int length = columns.stream().mapToInt(column -> column.length).reduce(0, Math::addExact);
    float[] all = new float[length];
    int at = 0;
    for (Parts column : columns) {
      column.copyTo(all, at);
      at += column.length;
    }
    return all;
  }

  private static int[] joined(List<int[]> parts) {
    int[] all = new int[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (int[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
