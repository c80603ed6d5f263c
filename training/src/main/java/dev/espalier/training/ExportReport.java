package dev.espalier.training;

import dev.espalier.graph.PruningReport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an export came to.
 *
 * @param directory folder of the version
 * @param pruning what serving does without, and what that saves
 * @param dropped the experts that no example reached; null where nobody asked to leave them out
 */
public record ExportReport(
    Path directory, PruningReport pruning, @Nullable DroppedExperts dropped) {}
