package dev.espalier.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Snr;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.graph.internal.GraphReach;
import dev.espalier.graph.internal.SavedModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorInfo;

/** What the signature of each task holds where codes say what the task reads. */
class RoutedServingTest {
  @TempDir Path scratch;

  @ParameterizedTest
  @EnumSource(Snr.Kind.class)
  void aTaskHoldsOnlyWhatItsOpenConnectionsReach(Snr.Kind kind) throws IOException {
    Function<String, Set<String>> variables = variables(RoutedZoo.toTasks(kind));

    assertThat(networks(variables.apply("click")))
        .containsExactly("shared0/experts/0", "shared1/snr/0");
    assertThat(networks(variables.apply("buy")))
        .containsExactly("shared0/experts/0 and one more", "shared1/snr/1 and one more");
    assertThat(networks(variables.apply("dwell")))
        .containsExactly("shared0/experts/2", "shared1/snr/1");
    assertThat(networks(variables.apply("rating"))).isEmpty();
    assertThat(variables.apply("rating"))
        .contains("shared2/snrToTasks/rating/constant")
        .allMatch(name -> name.contains("/rating/"));
    assertThat(variables.apply("buy")).noneMatch(name -> name.contains("/click/"));
  }

  @Test
  void theReportSaysWhatIsGoneAndWhatIsConstant() {
    PruningReport report = RoutedZoo.toTasks(Snr.Kind.TRANS).frozen().pruning();

    assertThat(report.parts().get(1).absent()).containsExactly(1);
    assertThat(report.parts().get(2).absent()).containsExactly(3);
    assertThat(report.parts().get(3).constant()).containsExactly(2);
    assertThat(report.codes()).extracting(Codes::closed).containsExactly(5, 12);
    assertThat(report.text())
        .contains(
            "topology.shared[2].snrToTasks: 12 of 16 connections closed"
                + " (rows: streams out, columns: streams in)\n"
                + "   1.00     .     .     .\n"
                + "      .  0.59  1.00     .\n"
                + "      .     .     .     .\n"
                + "      .  1.00     .     .\n");
  }

  @Test
  void expertsThatNoTaskChoseAreNotThere() throws IOException {
    TrainedModel model = RoutedZoo.chose();
    Function<String, Set<String>> variables = variables(model);

    assertThat(networks(variables.apply("click")))
        .containsExactly("shared0/experts/2 and one more");
    assertThat(networks(variables.apply("buy"))).containsExactly("shared0/experts/1");
    assertThat(networks(variables.apply("rating"))).isEmpty();
    assertThat(model.frozen().pruning().parts().get(1).absent()).containsExactly(3);
    assertThat(model.frozen().pruning().parts().get(2).constant()).containsExactly(2);
  }

  /** A task holds its own choice as constants; what no task chose is in no part of the model. */
  @Test
  void expertsThatNoTaskWasRoutedToAreNotThere() throws IOException {
    TrainedModel model = RoutedZoo.byTask();
    Function<String, Set<String>> variables = variables(model);

    for (String task : List.of("click", "buy", "rating", "dwell")) {
      assertThat(variables.apply(task)).noneMatch(name -> name.contains("/gate/"));
      // Two experts stand together and are named by the first.
      String first = List.of("click", "rating").contains(task) ? "1" : "3";
      assertThat(networks(variables.apply(task)))
          .singleElement()
          .asString()
          .startsWith("shared0/sparseMoe/experts/" + first + " and one more");
    }
    Codes codes = model.frozen().codes().get(0);
    assertThat(codes.path()).isEqualTo("topology.shared[0].sparseMoe");
    assertThat(codes.at(0, 6)).isCloseTo((float) (1 / (1 + Math.exp(-1))), within(1e-6f));
    assertThat(codes.values().get(1)).containsExactly(0f, 0f, 0f, .5f, .5f, 0f, 0f, 0f);
    PruningReport report = model.frozen().pruning();
    // Of 8 experts of 4 x 8 + 8 entries four are left, with a weight for each of four tasks.
    PruningReport.Part part = report.parts().get(1);
    assertThat(part.before().parameters()).isEqualTo(8 * 40 + 2 * 4 * 8);
    assertThat(part.after().parameters()).isEqualTo(4 * 40 + 4 * 4);
    assertThat(part.absent()).containsExactly(0, 2, 5, 7);
    assertThat(report.text()).contains("sparseMoe: 24 of 32 connections closed");
  }

  /** As for examples, the next best takes over. */
  @Test
  void aTaskGoesToItsNextBestWhereAnExpertIsLeftOut() {
    TrainedModel model = RoutedZoo.byTask();
    SparseStep step = (SparseStep) model.plan.steps().get(0);
    FrozenModel without = model.frozen().without(Map.of(step, List.of(6)));

    Codes codes = without.codes().get(0);
    assertThat(codes.at(0, 1)).isCloseTo((float) (1 / (1 + Math.exp(-1))), within(1e-6f));
    assertThat(codes.at(0, 0)).isCloseTo((float) (1 / (1 + Math.E)), within(1e-6f));
    assertThat(codes.values().get(1)).isEqualTo(model.frozen().codes().get(0).values().get(1));
    assertThat(without.pruning().parts().get(1).absent()).containsExactly(2, 5, 6, 7);
  }

  /** At the hard limit: at most k experts, duplicates added, with weights softmax(a). */
  @Test
  void selectorsThatAgreeAddUp() {
    TrainedModel model = RoutedZoo.chose();
    model.parameters.put("shared1/dselectK/click/weights/bias", new float[] {.3f, -.2f, 1f});
    Codes codes = model.frozen().codes().get(0);

    double sum = Math.exp(.3) + Math.exp(-.2) + Math.E;
    assertThat(codes.path()).isEqualTo("topology.shared[1].dselectK");
    assertThat(codes.at(0, 4)).isCloseTo((float) ((Math.exp(.3) + Math.E) / sum), within(1e-6f));
    assertThat(codes.at(0, 2)).isCloseTo((float) (Math.exp(-.2) / sum), within(1e-6f));
    assertThat(codes.values().get(0).stream().filter(w -> w > 0)).hasSize(2);
    assertThat(codes.values().get(1)).containsExactly(0f, 1f, 0f, 0f, 0f);
    assertThat(codes.values().get(2)).containsOnly(0f);
  }

  /** The experts and sub-networks that these variables are of. */
  private static Set<String> networks(Set<String> variables) {
    return variables.stream()
        .filter(name -> name.startsWith("shared") && name.contains("/layer0/bias"))
        .map(name -> name.replace(".2_together", " and one more").replace("/layer0/bias", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Function<String, Set<String>> variables(TrainedModel model) throws IOException {
    MetaGraphDef graph = SavedModelFile.read(model.export(scratch));
    GraphReach reach = new GraphReach(graph.getGraphDef());
    return task -> {
      Map<String, TensorInfo> outputs = graph.getSignatureDefOrThrow(task).getOutputsMap();
      return reach.from(outputs.values().stream().map(TensorInfo::getName).toList()).stream()
          .filter(node -> node.getOp().equals("VariableV2"))
          .map(NodeDef::getName)
          .collect(Collectors.toSet());
    };
  }
}
