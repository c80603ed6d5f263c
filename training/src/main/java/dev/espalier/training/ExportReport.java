package dev.espalier.training;

import dev.espalier.graph.PruningReport;
import java.nio.file.Path;

/**
 * What an export came to.
 *
 * @param directory folder of the version
 * @param pruning what serving does without, and what that saves
 */
public record ExportReport(Path directory, PruningReport pruning) {}
