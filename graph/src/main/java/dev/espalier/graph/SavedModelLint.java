package dev.espalier.graph;

import dev.espalier.dsl.Problem;
import dev.espalier.graph.internal.LintOps;
import dev.espalier.graph.internal.LintSignatures;
import dev.espalier.graph.internal.LintVariables;
import dev.espalier.graph.internal.SavedModelFile;
import dev.espalier.graph.internal.SavedModelWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.proto.MetaGraphDef;

/**
 * Reads a SavedModel without running it and says what would keep TensorFlow Serving from serving
 * it, or would make it answer wrongly.
 */
public final class SavedModelLint {

  private SavedModelLint() {}

  /** Everything that is wrong with the model of this directory; empty where nothing is. */
  public static List<Problem> problems(Path directory) {
    MetaGraphDef graph;
    try {
      graph = SavedModelFile.read(directory);
    } catch (IOException e) {
      return List.of(
          new Problem(
              "saved_model.pb",
              String.valueOf(e.getMessage()),
              "a SavedModel with one graph tagged \"" + SavedModelWriter.TAG + "\"",
              "Export the model again"));
    }
    List<Problem> problems = new ArrayList<>(LintOps.problems(graph));
    problems.addAll(LintVariables.problems(graph, directory));
    problems.addAll(LintSignatures.problems(graph));
    return problems;
  }
}
