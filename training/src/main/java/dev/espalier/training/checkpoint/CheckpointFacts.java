package dev.espalier.training.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a run says about itself when it saves.
 *
 * @param topology what the weights belong to
 * @param step updates completed, from 0 to {@link #LAST_STEP}
 * @param position how far the data has been read
 * @param seed the run's seed
 * @param score how good the weights are, larger is better; empty where nobody measured
 * @param texts anything else, by name: a history, fitted features, settings
 */
public record CheckpointFacts(
    TopologyFingerprint topology,
    long step,
    DataPosition position,
    long seed,
    OptionalDouble score,
    Map<String, String> texts) {

  /** The largest step: directories are named with twelve digits, so that names sort as steps do. */
  public static final long LAST_STEP = 999_999_999_999L;

  /** Facts that a manifest can hold and give back unchanged. */
  public CheckpointFacts {
    if (step < 0 || step > LAST_STEP) {
      throw new IllegalArgumentException("A step is from 0 to " + LAST_STEP + ", received " + step);
    }
    if (score.isPresent() && !Double.isFinite(score.getAsDouble())) {
      throw new IllegalArgumentException(
          "A score is a finite number, received "
              + score.getAsDouble()
              + "; leave it out where there is none");
    }
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    requireUnicode(topology.name());
    texts.forEach(
        (name, text) -> {
          requireUnicode(name);
          requireUnicode(text);
        });
  }

  /** Facts without score and texts. */
  public static CheckpointFacts of(
      TopologyFingerprint topology, long step, DataPosition position, long seed) {
    return new CheckpointFacts(topology, step, position, seed, OptionalDouble.empty(), Map.of());
  }

  /** These facts with this score, larger is better: negate a loss. */
  public CheckpointFacts withScore(double larger) {
    return new CheckpointFacts(topology, step, position, seed, OptionalDouble.of(larger), texts);
  }

  /** These facts with one more text. */
  public CheckpointFacts withText(String name, String text) {
    Map<String, String> more = new LinkedHashMap<>(texts);
    more.put(name, text);
    return new CheckpointFacts(topology, step, position, seed, score, more);
  }

  /** Half a surrogate pair would be written as a question mark. */
  private static void requireUnicode(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "A text holds half a surrogate pair, which no file can keep: \"" + text + "\"");
    }
  }
}
