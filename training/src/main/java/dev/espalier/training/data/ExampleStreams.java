package dev.espalier.training.data;

import dev.espalier.dsl.Problem;
import dev.espalier.dsl.Topology;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tables with labels of different tasks, or from different sources, none of which is ever in memory
 * as a whole: {@code ExampleStreams.together(clicks.perStep(256), sales.perStep(64))}.
 *
 * <p>Each step takes so many rows of each stream, in place of the batch size of the settings; each
 * has its own buffer. An epoch is the stream with the most steps once, and the others begin again,
 * in a new order, as often as they are through. A column that a stream lacks is missing in its
 * rows, as {@link Examples#together} says of tables.
 *
 * @param portions at least one
 */
public record ExampleStreams(List<StreamPortion> portions) {

  /**
   * Copies the list.
   *
   * @throws ExamplesException where there is none
   */
  public ExampleStreams {
    portions = List.copyOf(portions);
    if (portions.isEmpty()) {
      throw new ExamplesException(
          new Problem("together", "no stream", "at least one", "Give streams with perStep(64)"));
    }
  }

  /** These streams. */
  public static ExampleStreams together(StreamPortion... portions) {
    return new ExampleStreams(List.of(portions));
  }

  /** The streams, in order. */
  List<ExampleStream> streams() {
    return portions.stream().map(StreamPortion::stream).toList();
  }

  /** What reads each of the streams as if all had the columns that one of them has. */
  List<AlignedRows> aligned(Topology topology) {
    List<Set<String>> own = streams().stream().map(stream -> columns(stream, topology)).toList();
    Set<String> all = new LinkedHashSet<>();
    own.forEach(all::addAll);
    List<AlignedRows> aligned = new ArrayList<>();
    for (int s = 0; s < own.size(); s++) {
      aligned.add(new AlignedRows(streams().get(s), own.get(s), all));
    }
    return aligned;
  }

  /** Ends a reading that has seen enough. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super(null, null, false, false);
    }
  }

  /** The columns that the first rows of a stream have; none where it has no rows. */
  private static Set<String> columns(ExampleStream stream, Topology topology) {
    Set<String> names = new LinkedHashSet<>();
    try (Chunks chunks = stream.rowsAtATime(1).chunks(topology)) {
      stream
          .files()
          .forEach(
              file ->
                  chunks.read(
                      file,
                      part -> {
                        part.columns().forEach(column -> names.add(column.name()));
                        throw new Enough();
                      }));
    } catch (Enough seen) {
      return names;
    }
    return names;
  }
}
