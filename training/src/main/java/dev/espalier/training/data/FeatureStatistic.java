package dev.espalier.training.data;

/**
 * What a feature takes from data, gathered from one part of a table after another. After a problem
 * was told it gathers no more, and has nothing to tell in the end.
 */
interface FeatureStatistic {

  /** Takes note of these examples. */
  void add(Examples part, Problems problems);

  /** Keeps what came of all parts, or tells why nothing came of them. */
  void finish(Fitted into, TableFacts table, Problems problems);
}
