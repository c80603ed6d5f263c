package dev.espalier.dsl;

import java.util.List;
import java.util.Locale;

/**
 * A part of the shared body: maps k streams of activations to m streams. The features are a side
 * input that any block may read.
 *
 * @see Blocks
 */
public sealed interface Block
    permits Dense,
        SharedBottom,
        Experts,
        Omoe,
        Mmoe,
        Snr,
        SnrToTasks,
        SnrGate,
        DselectK,
        CrossNetwork,
        FactorizationMachine,
        Gru,
        Conv,
        SingleTask,
        L2Constrained,
        CrossStitch,
        TensorFactorized,
        Cgc,
        Ple,
        HierarchicalExperts,
        Aitm,
        SparseMoe,
        Cascade,
        Exit,
        BlockDeclaration {

  /** The word that makes such a block in Java, Kotlin and JSON, such as {@code sharedBottom}. */
  default String verb() {
    String simple = getClass().getSimpleName();
    return simple.substring(0, 1).toLowerCase(Locale.ROOT) + simple.substring(1);
  }

  /**
   * Whether what it answers for an example in serving depends on the others of the request, as
   * where experts have places for some only.
   */
  default boolean mixesExamples() {
    return false;
  }

  /**
   * Whether it takes these streams through networks that each belong to one task, so that towers
   * after it have no representation in common.
   */
  default boolean separates(List<Stream> in) {
    return false;
  }
}
