package dev.espalier.samples.study;

import dev.espalier.training.study.Pruning;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a study tries, and what it judges by.
 *
 * @param name of it
 * @param topology JSON that dimensions set places in
 * @param options of {@code train}, without dashes, alike in every trial
 * @param dimensions what differs
 * @param search which points are tried
 * @param objectives {@code TASK} or {@code TASK/METRIC}; empty for the main metric of each task
 * @param score what says which trial, and which epoch of it, is the best, as {@code train --best}
 *     takes it
 * @param pruning which trials are stopped; null for none
 * @param document all of it as JSON, by which a study is known again
 */
public record Study(
    String name,
    JsonElement topology,
    Map<String, JsonElement> options,
    List<Dimension> dimensions,
    Search search,
    List<String> objectives,
    String score,
    @Nullable Pruning pruning,
    JsonObject document) {

  /** Copies the collections and keeps their order. */
  public Study {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    dimensions = List.copyOf(dimensions);
    objectives = List.copyOf(objectives);
  }
}
