package dev.espalier.graph;

import dev.espalier.dsl.Problem;
import dev.espalier.graph.internal.SavedModelFile;
import dev.espalier.graph.internal.SignatureFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What is inside an exported model, read without loading it.
 *
 * @param signatures the ways to ask it, in alphabetical order
 * @param ops how many ops of each kind its graph has, in alphabetical order
 * @param parameters numbers that its variables hold
 * @param bytes size of all its files
 * @param tensorflow the version of TensorFlow that wrote it
 * @param notes what it says about itself, or null where it has no notes
 */
public record Inspection(
    List<ServedSignature> signatures,
    Map<String, Integer> ops,
    long parameters,
    long bytes,
    String tensorflow,
    @Nullable ExportNotes notes) {

  /** Copies the list and the map. */
  public Inspection {
    signatures = List.copyOf(signatures);
    ops = Collections.unmodifiableMap(new TreeMap<>(ops));
  }

  /**
   * Reads the model of this directory.
   *
   * @throws SavedModelException where it cannot be served, with every reason, or its notes are
   *     damaged
   */
  public static Inspection of(Path directory) {
    List<Problem> problems = SavedModelLint.problems(directory);
    if (!problems.isEmpty()) {
      throw new SavedModelException(directory, problems);
    }
    try {
      MetaGraphDef graph = SavedModelFile.read(directory);
      return new Inspection(
          signatures(graph),
          ops(graph),
          parameters(graph),
          bytes(directory),
          graph.getMetaInfoDef().getTensorflowVersion(),
          notes(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<ServedSignature> signatures(MetaGraphDef graph) {
    return graph.getSignatureDefMap().entrySet().stream()
        .filter(entry -> !entry.getKey().startsWith("__"))
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> SignatureFields.of(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Map<String, Integer> ops(MetaGraphDef graph) {
    Map<String, Integer> ops = new TreeMap<>();
    graph.getGraphDef().getNodeList().forEach(node -> ops.merge(node.getOp(), 1, Integer::sum));
    return ops;
  }

  private static long parameters(MetaGraphDef graph) {
    long sum = 0;
    for (NodeDef node : graph.getGraphDef().getNodeList()) {
      if (node.getOp().equals("VariableV2")) {
        long size = 1;
        for (TensorShapeProto.Dim dim : node.getAttrOrThrow("shape").getShape().getDimList()) {
          size *= dim.getSize();
        }
        sum += size;
      }
    }
    return sum;
  }

  private static long bytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static @Nullable ExportNotes notes(Path directory) throws IOException {
    Path notes = directory.resolve(ExportNotes.DIRECTORY).resolve(ExportNotes.FILE);
    if (!Files.isRegularFile(notes)) {
      return null;
    }
    try {
      return ExportNotesJson.read(Files.readString(notes));
    } catch (IllegalArgumentException damaged) {
      throw new SavedModelException(notes, damaged);
    }
  }

  /** All of it for people, over several lines; ends with a line feed. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d parameters, %,d bytes, written by TensorFlow %s\n\n",
            parameters,
            bytes,
            tensorflow));
    signatures.forEach(signature -> text.append(signature.text()));
    text.append("\nops\n");
    ops.forEach((op, n) -> text.append(String.format(Locale.ROOT, "  %-24s %,6d\n", op, n)));
    if (notes != null) {
      text.append('\n').append(notes.pruning().text());
    }
    return text.toString();
  }
}
