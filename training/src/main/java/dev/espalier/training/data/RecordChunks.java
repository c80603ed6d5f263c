package dev.espalier.training.data;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.espalier.dsl.Problem;
import dev.espalier.dsl.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Result;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.proto.Example;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/**
 * Some records at a time of files of tf.Example. Which features there are, and of which types,
 * follows from the first records of the first file that has any.
 */
final class RecordChunks implements Chunks {
  private static final int LOOKED_AT = 1024;

  private final List<Path> files;
  private final Topology topology;
  private final Collection<String> also;
  private final int rows;
  private @Nullable RecordGraph graph;
  private List<RecordColumn> columns = List.of();

  /**
   * Chunks of up to so many records of these files, of what a topology reads and these features.
   */
  RecordChunks(List<Path> files, Topology topology, Collection<String> also, int rows) {
    this.files = files;
    this.topology = topology;
    this.also = also;
    this.rows = rows;
  }

  @Override
  public void read(Path file, Consumer<Examples> to) {
    RecordGraph records = graph();
    if (columns.isEmpty()) {
      return; // No file has a record.
    }
    open(records, file);
    int before = 0;
    for (Examples part = next(records, file, 0); part != null; ) {
      before = Math.addExact(before, part.rows());
      to.accept(part);
      part = next(records, file, before);
    }
  }

  private RecordGraph graph() {
    if (graph == null) {
      graph = new RecordGraph(rows);
      Map<String, RecordKind> there = kinds(graph);
      columns = RecordColumns.of(topology, also, there);
      if (columns.isEmpty() && !there.isEmpty()) {
        throw new ExamplesException(
            new Problem(
                source(files.get(0)),
                "the features " + String.join(", ", new TreeSet<>(there.keySet())),
                "features of topology " + Problems.quote(topology.name()),
                "Name others in the topology, or give another file"));
      }
      if (!columns.isEmpty()) {
        graph.parse(columns);
      }
    }
    return graph;
  }

  private void open(RecordGraph records, Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      String found = Files.exists(file) ? "no file that can be read" : "no such file";
      throw new ExamplesException(
          new Problem(file.toString(), found, "a file of TFRecord", "Correct the path"));
    }
    run(
        () -> {
          records.open(file);
          return null;
        },
        file,
        0);
  }

  private static @Nullable Result run(Supplier<@Nullable Result> reading, Path file, int before) {
    try {
      return reading.get();
    } catch (RuntimeException failure) {
      throw RecordFailure.of(source(file), before, failure);
    }
  }

  /** The columns of the next records of a file; null where there are no more. */
  private @Nullable Examples next(RecordGraph records, Path file, int before) {
    try (Result parsed = run(records::parsed, file, before)) {
      return parsed == null ? null : examples(parsed, source(file), before);
    }
  }

  private Examples examples(Result parsed, String source, int before) {
    Problems problems = new Problems();
    List<Column> found = new ArrayList<>();
    int count = 0;
    for (int i = 0; i < columns.size(); i++) {
      TInt32 splits = (TInt32) parsed.get(columns.size() + i);
      int[] starts = new int[Math.toIntExact(splits.size())];
      splits.asRawTensor().data().asInts().read(starts);
      count = starts.length - 1;
      Column column =
          columns
              .get(i)
              .column(
                  parsed.get(i), starts, row -> source + " record " + (before + row + 1), problems);
      if (column != null) {
        found.add(column);
      }
    }
    problems.raise();
    return Examples.records(source, found, before + 1, count);
  }

  /** What the features of the first records are. */
  private Map<String, RecordKind> kinds(RecordGraph records) {
    Map<String, RecordKind> kinds = new HashMap<>();
    for (Path file : files) {
      open(records, file);
      try (Result first = run(records::records, file, 0)) {
        if (first != null) {
          look((TString) first.get(0), source(file), kinds);
          return kinds;
        }
      }
    }
    return kinds;
  }

  private static void look(TString records, String source, Map<String, RecordKind> kinds) {
    NdArray<byte[]> bytes = records.asBytes();
    for (int i = 0; i < Math.min(records.size(), LOOKED_AT); i++) {
      try {
        Example.parseFrom(bytes.getObject(i))
            .getFeatures()
            .getFeatureMap()
            .forEach(
                (name, feature) -> {
                  switch (feature.getKindCase()) {
                    case FLOAT_LIST -> kinds.putIfAbsent(name, RecordKind.FLOATS);
                    case INT64_LIST -> kinds.putIfAbsent(name, RecordKind.INTEGERS);
                    case BYTES_LIST -> kinds.putIfAbsent(name, RecordKind.TEXTS);
                    case KIND_NOT_SET -> {}
                  }
                });
      } catch (InvalidProtocolBufferException broken) {
        throw new ExamplesException(RecordFailure.noExample(source + " record " + (i + 1)), broken);
      }
    }
  }

  private static String source(Path file) {
    return String.valueOf(file.getFileName());
  }

  @Override
  public void close() {
    if (graph != null) {
      graph.close();
      graph = null;
    }
  }
}
