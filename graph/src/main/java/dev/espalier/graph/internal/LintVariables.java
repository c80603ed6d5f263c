package dev.espalier.graph.internal;

import dev.espalier.dsl.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;

/**
 * Holds variables against the files they are restored from. A loader that finds no index says
 * nothing and leaves the variables without values, so this is looked at here.
 */
public final class LintVariables {
  /** What a loader may run after it restored the variables: tables, and nothing that assigns. */
  private static final Set<String> INITIALIZING =
      Set.of("NoOp", "Const", "HashTableV2", "InitializeTableV2");

  private final MetaGraphDef meta;
  private final Path files;
  private final GraphReach reach;
  private final List<Problem> problems = new ArrayList<>();

  private LintVariables(MetaGraphDef meta, Path directory) {
    this.meta = meta;
    this.files = directory.resolve("variables");
    this.reach = new GraphReach(meta.getGraphDef());
  }

  /** What is wrong with how the variables of this graph get their values. */
  public static List<Problem> problems(MetaGraphDef meta, Path directory) {
    LintVariables lint = new LintVariables(meta, directory);
    lint.saver();
    lint.files();
    lint.initializer();
    return lint.problems;
  }

  private void saver() {
    SaverDef saver = meta.getSaverDef();
    if (reach.node(GraphReach.nodeOf(saver.getFilenameTensorName())) == null
        || reach.node(saver.getRestoreOpName()) == null) {
      add("saver_def", saver.getRestoreOpName(), "ops of the graph", "Export the model again");
      return;
    }
    Set<String> assigned = new HashSet<>();
    for (NodeDef node : reach.from(List.of(saver.getRestoreOpName()))) {
      if (node.getOp().equals("Assign")) {
        assigned.add(node.getInput(0));
      }
    }
    for (NodeDef variable : variables()) {
      if (!assigned.contains(variable.getName())) {
        add(
            "graph." + variable.getName(),
            "a variable that is not restored",
            "variables of the saver only",
            "Build the whole graph before its saver");
      }
    }
  }

  private void files() {
    Map<String, BundleEntryProto> index;
    try {
      index = CheckpointIndex.read(files.resolve("variables.index"));
    } catch (IOException e) {
      add(
          "variables/variables.index",
          "nothing that can be read (" + e.getMessage() + ")",
          "the index of a checkpoint",
          "Copy the whole directory, or export the model again");
      return;
    }
    for (NodeDef variable : variables()) {
      BundleEntryProto entry = index.get(variable.getName());
      if (entry == null
          || !entry.getShape().equals(variable.getAttrOrThrow("shape").getShape())
          || entry.getDtype() != variable.getAttrOrThrow("dtype").getType()) {
        add(
            "graph." + variable.getName(),
            entry == null ? "a variable without values" : "values of another shape or type",
            "a variable with an entry in variables.index",
            "Export the model again");
      }
    }
    long expected = 0;
    for (BundleEntryProto entry : index.values()) {
      expected = Math.max(expected, entry.getOffset() + entry.getSize());
    }
    Path data = files.resolve("variables.data-00000-of-00001");
    long length = Files.isRegularFile(data) ? data.toFile().length() : 0;
    if (length < expected) {
      add(
          "variables/" + data.getFileName(),
          length + " bytes",
          expected + " bytes",
          "Copy the whole directory, or export the model again");
    }
  }

  private void initializer() {
    SignatureDef initializer = meta.getSignatureDefMap().get(SavedModelWriter.INITIALIZE);
    Set<String> filled = new HashSet<>();
    if (initializer != null) {
      List<String> targets =
          initializer.getOutputsMap().values().stream().map(info -> info.getName()).toList();
      for (NodeDef node : reach.from(targets)) {
        if (node.getOp().equals("HashTableV2")) {
          filled.add(node.getName());
        } else if (!INITIALIZING.contains(node.getOp())) {
          add(
              "graph." + node.getName(),
              "op " + node.getOp() + " run after the restore",
              "initialisers of tables",
              "Leave initialisers of variables out of the initialising op");
        }
      }
    }
    for (NodeDef node : meta.getGraphDef().getNodeList()) {
      if (node.getOp().equals("HashTableV2") && !filled.contains(node.getName())) {
        add(
            "graph." + node.getName(),
            "a table that nothing fills",
            "tables that the initialising op fills",
            "Export the model again");
      }
    }
  }

  private List<NodeDef> variables() {
    return meta.getGraphDef().getNodeList().stream()
        .filter(node -> node.getOp().equals("VariableV2"))
        .toList();
  }

  private void add(String path, String received, String allowed, String hint) {
    problems.add(new Problem(path, received, allowed, hint));
  }
}
