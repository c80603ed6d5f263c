package dev.espalier.graph;

import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.numeric;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Snr;
import dev.espalier.graph.internal.GraphReach;
import dev.espalier.graph.internal.SavedModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;

/** Reads the graphs that exports write, and counts. */
class ServedGraphTest {
  @TempDir Path scratch;

  @Test
  void hasNothingOfTraining() throws IOException {
    for (TrainedModel model : Zoo.all().values()) {
      MetaGraphDef graph = export(model);
      assertThat(graph.getGraphDef().getNodeList())
          .as(model.plan.topology().name())
          .extracting(NodeDef::getOp)
          .doesNotContain("VarHandleOp", "ResourceGather", "Log", "Floor", "Unique")
          .noneMatch(op -> op.contains("Random") || op.contains("Apply") || op.contains("Grad"));
      assertThat(variables(graph).keySet())
          .noneMatch(name -> name.matches(".*(logAlpha|mean|variance|step)$"));
    }
  }

  @Test
  void writesAProductPerGroupOfSubNetworksWithTheSameOpenInputs() throws IOException {
    TrainedModel model = Zoo.routed(Snr.Kind.TRANS, Zoo.halfClosed());
    MetaGraphDef graph = export(model);
    Map<String, List<Long>> variables = variables(graph);
    // Expert 1 is gone: two experts [5, 8] side by side.
    assertThat(variables).containsEntry("shared0/experts/0/layer0/kernel.2_together", shape(5, 16));
    // Sub-networks 0 and 2 read experts 0 and 2, sub-network 1 reads expert 2.
    assertThat(variables).containsEntry("shared1/snr/0/trans0/kernel.4_together", shape(16, 16));
    assertThat(variables).containsEntry("shared1/snr/1/trans2/kernel", shape(8, 8));
    // Experts, two groups, a gate per task, the towers: two of 6 and a head, one of 4, one of none.
    List<NodeDef> all = reach(graph, "serving_default");
    assertThat(count(all, "MatMul")).isEqualTo(1 + 2 + 4 + (2 + 2 + 2 + 1));
    // Three sub-networks of two layers; a mixture per task.
    assertThat(count(all, "BatchMatMulV3") + count(all, "BatchMatMulV2")).isEqualTo(2 + 4);
  }

  @Test
  void writesOneProductForAllConnectionsThatAreOpen() throws IOException {
    float o = Zoo.OPEN;
    MetaGraphDef graph = export(Zoo.routed(Snr.Kind.TRANS, o, o, o, o, o, o, o, o, o));
    assertThat(variables(graph))
        .containsEntry("shared1/snr/0/trans0/kernel.9_together", shape(24, 24));
    List<NodeDef> all = reach(graph, "serving_default");
    assertThat(count(all, "MatMul")).isEqualTo(1 + 1 + 4 + (2 + 2 + 2 + 1));
  }

  @Test
  void leavesOutWhatOnlySubNetworksWithoutReadersRead() throws IOException {
    TrainedModel model = Zoo.twice();
    MetaGraphDef graph = export(model);
    // Sub-network 1 of the first block, and expert 1, which only it reads, have no reader.
    assertThat(variables(graph).keySet())
        .noneMatch(
            name -> name.startsWith("shared1/snr/1/") || name.startsWith("shared0/experts/1/"));
    assertThat(variables(graph))
        .containsEntry("shared0/experts/0/layer0/kernel.2_together", shape(5, 16));
    PruningReport report = model.frozen().pruning();
    assertThat(report.parts().get(1).absent()).containsExactly(1);
    assertThat(report.parts().get(2).absent()).containsExactly(1);
    assertThat(report.parts().get(3).absent()).isEmpty();
  }

  @Test
  void leavesOutOfEachCopyOfABodyWhatItsOwnCodesClose() throws IOException {
    TrainedModel model = Zoo.hierarchical(Zoo.halfClosed());
    Map<String, List<Long>> variables = variables(export(model));
    String copy = "shared0/hierarchicalExperts/";
    // Nobody reads expert 1 of the first copy; the second copy has all of them.
    assertThat(variables)
        .containsEntry(copy + "0/body0/experts/0/layer0/kernel.2_together", shape(5, 16))
        .containsEntry(copy + "1/body0/experts/0/layer0/kernel.3_together", shape(5, 24));
    assertThat(variables.keySet()).noneMatch(name -> name.startsWith(copy + "2/"));
    assertThat(model.frozen().codes())
        .extracting(Codes::path)
        .containsExactly(
            "topology.shared[0].hierarchicalExperts.experts[0].body[1].snr",
            "topology.shared[0].hierarchicalExperts.experts[1].body[1].snr",
            "topology.shared[0].hierarchicalExperts.experts[2].body[1].snr",
            "topology.shared[2].snr");
  }

  @Test
  void hasOfACopyWithoutOpenConnectionsOnlyConstants() throws IOException {
    Set<String> served = variables(export(Zoo.hierarchical(closed(9)))).keySet();
    assertThat(served)
        .filteredOn(name -> name.startsWith("shared0/hierarchicalExperts/0/body0/"))
        .isEmpty();
    assertThat(served).contains("shared0/hierarchicalExperts/0/body1/snr/2/constant");
  }

  /** A gate inside of a copy still tells examples apart, whatever it mixes. */
  @Test
  void theReportNamesCopiesThatAreAConstant() throws IOException {
    TrainedModel gated = Zoo.hierarchical(closed(9));
    assertThat(gated.frozen().pruning().parts().get(1).constant()).isEmpty();

    TrainedModel model = Zoo.withAConstantCopy();
    PruningReport report = model.frozen().pruning();
    assertThat(report.parts().get(1).constant()).containsExactly(1);
    assertThat(report.parts().get(1).absent()).isEmpty();
    assertThat(report.text()).contains("constant [1]");
    assertThat(variables(export(model)).keySet())
        .filteredOn(name -> name.startsWith("shared0/hierarchicalExperts/1/"))
        .containsExactly("shared0/hierarchicalExperts/1/body1/snr/0/constant");
  }

  private static float[] closed(int codes) {
    float[] closed = new float[codes];
    Arrays.fill(closed, Zoo.CLOSED);
    return closed;
  }

  @Test
  void keepsEveryColumnOfASoftmaxGate() throws IOException {
    Map<String, List<Long>> variables =
        variables(export(Zoo.routed(Snr.Kind.TRANS, Zoo.constant())));
    assertThat(variables)
        .containsEntry("shared2/mmoe/click/gate/kernel", shape(5, 3))
        .containsEntry("shared1/snr/1/constant", shape(5));
    assertThat(variables.keySet()).noneMatch(name -> name.startsWith("shared1/snr/1/layer"));
  }

  @Test
  void holdsInTheSignatureOfATaskOnlyThatTasksPart() throws IOException {
    for (String kind :
        List.of(
            "mmoe", "hidden gates", "many tasks", "affine gates", "many tasks on shared streams")) {
      TrainedModel model = Zoo.all().get(kind);
      MetaGraphDef graph = export(model);
      List<String> tasks = model.plan.topology().taskNames();
      for (String task : tasks) {
        List<NodeDef> part = reach(graph, task);
        List<String> own =
            part.stream()
                .filter(n -> n.getOp().equals("VariableV2"))
                .map(NodeDef::getName)
                .toList();
        assertThat(own).as(kind).anyMatch(name -> name.startsWith("tasks/" + task + "/"));
        for (String other : tasks) {
          if (!other.equals(task)) {
            assertThat(own)
                .noneMatch(
                    name ->
                        name.contains("/" + other + "/")
                            || name.contains("_together") && name.startsWith("tasks/"));
          }
        }
        assertThat(part.size()).isLessThan(reach(graph, "serving_default").size());
      }
    }
  }

  /** Chains and scores: of other tasks exactly what they are made of. */
  @Test
  void holdsInASignatureWhatItsTasksAreMadeOf() throws IOException {
    MetaGraphDef chain = export(Zoo.all().get("many tasks in a chain"));
    String gate = "shared1/mmoe/a/gate/kernel";
    assertThat(own(chain, "f")).contains("shared1/mmoe/f/gate/kernel");
    assertThat(own(chain, "a")).contains(gate + ".2_together").noneMatch(n -> n.contains("/e/"));
    assertThat(own(chain, "e")).contains(gate + ".3_together").noneMatch(n -> n.contains("/c/"));
    assertThat(own(chain, "f")).noneMatch(name -> name.contains("aitm"));
    assertThat(own(chain, "c")).noneMatch(name -> name.contains("aitm"));
    MetaGraphDef scores = export(Zoo.all().get("scores"));
    assertThat(towers(scores, "rank")).containsExactly("click", "dwell");
    assertThat(towers(scores, "value")).containsExactly("click", "convert", "visits");
    assertThat(scores.getSignatureDefOrThrow("rank").getOutputsMap().keySet())
        .containsExactly("rank/score");
    assertThat(scores.getSignatureDefOrThrow("serving_default").getOutputsMap().keySet())
        .contains("rank/score", "value/score", "buy/probability");
  }

  private static List<String> own(MetaGraphDef graph, String signature) {
    return reach(graph, signature).stream()
        .filter(node -> node.getOp().equals("VariableV2"))
        .map(NodeDef::getName)
        .toList();
  }

  /** The tasks whose towers a signature reads. */
  private static Set<String> towers(MetaGraphDef graph, String signature) {
    return own(graph, signature).stream()
        .filter(name -> name.startsWith("tasks/"))
        .map(name -> name.split("/")[1])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void hasNoSmallTowers() throws IOException {
    TrainedModel model = Zoo.smallTowers();
    Set<String> served = variables(export(model)).keySet();
    assertThat(served).noneMatch(name -> name.contains("auxiliary"));
    assertThat(served).filteredOn(name -> name.startsWith("tasks/")).hasSize(4 + 4 + 2);
    assertThat(model.plan.parameters())
        .filteredOn(parameter -> parameter.name().contains("/auxiliary/"))
        .hasSize(4 + 2);
  }

  @Test
  void hasNoPositions() throws IOException {
    TrainedModel model = Zoo.all().get("positions");
    MetaGraphDef graph = export(model);
    assertThat(variables(graph).keySet()).noneMatch(name -> name.contains("/position/"));
    graph
        .getSignatureDefMap()
        .values()
        .forEach(signature -> assertThat(signature.getInputsMap()).doesNotContainKey("shelf"));
    assertThat(model.plan.parameters())
        .filteredOn(parameter -> parameter.name().contains("/position/"))
        .hasSize(4 + 2);
  }

  @Test
  void batchesTheTowersOfManyTasks() throws IOException {
    MetaGraphDef graph = export(Zoo.manyTasks());
    // Without a shared body the layers of each group are one product where they read the input.
    assertThat(variables(graph))
        .containsEntry("tasks/a/layer0/kernel.3_together", shape(5, 18))
        .containsEntry("tasks/b/head/kernel.2_together", shape(5, 6));
  }

  @Test
  void countsInTheReportWhatIsInTheGraph() throws IOException {
    Map<String, TrainedModel> zoo = Zoo.all();
    // Their weights are there twice: for each task apart, and for all together.
    zoo.keySet()
        .removeIf(
            name -> name.contains("many tasks") || name.matches("static.*|.* to tasks|chain .*"));
    for (Map.Entry<String, TrainedModel> entry : zoo.entrySet()) {
      Path directory = entry.getValue().export(scratch);
      PruningReport report = entry.getValue().frozen().pruning();
      assertThat(report.after().parameters())
          .as(entry.getKey())
          .isEqualTo(Inspection.of(directory).parameters());
      assertThat(report.before().parameters()).isEqualTo(entry.getValue().plan.parameterCount());
      assertThat(report.before().multiplyAdds()).isEqualTo(entry.getValue().plan.multiplyAdds());
      assertThat(report.after().multiplyAdds()).isLessThanOrEqualTo(report.before().multiplyAdds());
    }
  }

  @Test
  void keepsTablesOutOfTheGraphWhichMayNotBeLarge() throws IOException {
    Feature[] inputs = {numeric("age"), categorical("item", 100_000, 16)};
    Path directory = Zoo.of("large", inputs).export(scratch);
    assertThat(directory.resolve("saved_model.pb"))
        .satisfies(file -> assertThat(Files.size(file)).isLessThan(50_000));
    assertThat(Inspection.of(directory).bytes()).isGreaterThan(100_000 * 16 * 4);
  }

  @Test
  void saysWhatEveryReaderWantsToKnow() throws IOException {
    Path directory = Zoo.of("features", Zoo.features()).export(scratch);
    SavedModel model =
        SavedModel.parseFrom(Files.readAllBytes(directory.resolve("saved_model.pb")));
    assertThat(model.getSavedModelSchemaVersion()).isEqualTo(1);
    MetaGraphDef graph = model.getMetaGraphs(0);
    assertThat(graph.getMetaInfoDef().getTagsList()).containsExactly("serve");
    assertThat(graph.getMetaInfoDef().getTensorflowVersion()).isEqualTo("2.18.0");
    assertThat(graph.getSaverDef().getVersion()).isEqualTo(SaverDef.CheckpointFormatVersion.V2);
    // Readers other than TensorFlow's take texts one by one only.
    List<TensorProto> texts =
        graph.getGraphDef().getNodeList().stream()
            .filter(node -> node.getOp().equals("Const"))
            .map(node -> node.getAttrOrThrow("value").getTensor())
            .filter(tensor -> tensor.getDtype() == DataType.DT_STRING)
            .toList();
    assertThat(texts)
        .hasSize(4)
        .allMatch(tensor -> tensor.getTensorContent().isEmpty())
        .anyMatch(tensor -> tensor.getStringVal(1).toStringUtf8().equals("größer"))
        .anyMatch(tensor -> tensor.getStringVal(0).toStringUtf8().equals("inputs/item/table"));
  }

  @Test
  void runsNothingButTheTablesAfterARestore() throws IOException {
    MetaGraphDef graph = export(Zoo.of("features", Zoo.features()));
    String target =
        graph
            .getSignatureDefOrThrow("__saved_model_init_op")
            .getOutputsOrThrow("__saved_model_init_op")
            .getName();
    assertThat(new GraphReach(graph.getGraphDef()).from(List.of(target)))
        .extracting(NodeDef::getOp)
        .containsOnly("NoOp", "InitializeTableV2", "HashTableV2", "Const");
    assertThat(export(Zoo.manyTasks()).getSignatureDefMap())
        .doesNotContainKey("__saved_model_init_op");
  }

  @Test
  void writesEqualModelsAsEqualGraphs() throws IOException {
    TrainedModel model = Zoo.of("features", Zoo.features());
    assertThat(export(model)).isEqualTo(export(model));
  }

  private MetaGraphDef export(TrainedModel model) throws IOException {
    return SavedModelFile.read(model.export(scratch));
  }

  private static List<NodeDef> reach(MetaGraphDef graph, String signature) {
    return new GraphReach(graph.getGraphDef())
        .from(
            graph.getSignatureDefOrThrow(signature).getOutputsMap().values().stream()
                .map(TensorInfo::getName)
                .toList());
  }

  private static long count(List<NodeDef> nodes, String op) {
    return nodes.stream().filter(node -> Set.of(op).contains(node.getOp())).count();
  }

  private static Map<String, List<Long>> variables(MetaGraphDef graph) {
    Map<String, List<Long>> variables = new TreeMap<>();
    for (NodeDef node : graph.getGraphDef().getNodeList()) {
      if (node.getOp().equals("VariableV2")) {
        List<Long> sizes = new ArrayList<>();
        node.getAttrOrThrow("shape").getShape().getDimList().forEach(d -> sizes.add(d.getSize()));
        variables.put(node.getName(), sizes);
      }
    }
    return variables;
  }

  private static List<Long> shape(long... sizes) {
    List<Long> shape = new ArrayList<>();
    for (long size : sizes) {
      shape.add(size);
    }
    return shape;
  }
}
