package dev.espalier.graph;

import org.jspecify.annotations.Nullable;

/**
 * What an exported model says about itself, in {@code assets.extra/espalier.json}; nothing of it is
 * needed to serve.
 *
 * @param topology the topology as JSON, or null where the exporter was given none
 * @param fitted what the features took from the training part
 * @param pruning what serving does without, and the frozen codes
 */
public record ExportNotes(@Nullable String topology, FittedFeatures fitted, PruningReport pruning) {
  /** Where a model keeps what servers do not read. */
  static final String DIRECTORY = "assets.extra";

  /** Name of the notes in that directory. */
  static final String FILE = "espalier.json";
}
