package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.hierarchicalExperts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.omoe;
import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Block;
import dev.espalier.dsl.Gate;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mixtures that must be the same model as another, or as themselves in another order. */
class MixtureIdentitiesTest {
  private static final float ROUNDING = 3e-6f;
  private static final Gate HIDDEN = Gate.linear().hidden(smooth(6, 4));
  private static final Task A = binary("a").tower(smooth(3));
  private static final Task B = regression("b").tower(smooth(3));

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void mmoeOfOneExpertIsASharedBottom(Lowering lowering) {
    Topology mmoe = topology(List.of(A, B), experts(1, smooth(5)), mmoe());
    Topology bottom = topology(List.of(A, B), sharedBottom(smooth(5)));
    samePredictions(
        lowering, mmoe, bottom, name -> name.replace("sharedBottom", "experts"), (n, v) -> v);
  }

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void omoeIsMmoeWithTiedGates(Lowering lowering) {
    Topology omoe = topology(List.of(A, B), experts(3, smooth(5)), omoe());
    Topology mmoe = topology(List.of(A, B), experts(3, smooth(5)), mmoe());
    samePredictions(
        lowering, omoe, mmoe, name -> name.replaceAll("mmoe/[ab]", "omoe"), (n, v) -> v);
  }

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void omoeIsMmoeWithTiedHiddenGates(Lowering lowering) {
    Topology omoe = topology(List.of(A, B), experts(3, smooth(5)), omoe(HIDDEN));
    Topology mmoe = topology(List.of(A, B), experts(3, smooth(5)), mmoe(HIDDEN));
    samePredictions(
        lowering, omoe, mmoe, name -> name.replaceAll("mmoe/[ab]", "omoe"), (n, v) -> v);
  }

  /** A hidden layer of the features themselves leaves the gate as it is without one. */
  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void aHiddenLayerThatChangesNothingChangesNothing(Lowering lowering) {
    Gate through = Gate.affine().hidden(Layers.of(4).activation(Activation.LINEAR));
    float[] unit = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
    samePredictions(
        lowering,
        topology(List.of(A, B), experts(3, smooth(5)), mmoe(Gate.affine())),
        topology(List.of(A, B), experts(3, smooth(5)), mmoe(through)),
        UnaryOperator.identity(),
        (name, value) ->
            !name.contains("gate/layer0") ? value : name.endsWith("kernel") ? unit : new float[4]);
  }

  /** Experts of one layer are copies of a body of that layer. */
  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void copiesOfASharedBottomAreExperts(Lowering lowering) {
    samePredictions(
        lowering,
        topology(List.of(A, B), experts(3, smooth(5)), mmoe()),
        topology(List.of(A, B), hierarchicalExperts(3, sharedBottom(smooth(5))), mmoe()),
        name -> name.replaceAll("hierarchicalExperts/(\\d)/body0/sharedBottom/0", "experts/$1"),
        (n, v) -> v);
  }

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void theOrderOfCopiesDoesNotMatter(Lowering lowering) {
    int[] order = {2, 0, 1};
    Block copies = hierarchicalExperts(3, experts(2, smooth(5)), omoe());
    Topology topology = topology(List.of(A, B), copies, mmoe());
    samePredictions(
        lowering,
        topology,
        topology,
        name -> {
          String copy = name.replaceAll(".*hierarchicalExperts/(\\d)/.*", "$1");
          return copy.equals(name)
              ? name
              : name.replace("Experts/" + copy, "Experts/" + order[Integer.parseInt(copy)]);
        },
        (name, value) -> name.matches(".*mmoe/./gate/kernel") ? columns(value, order) : value);
  }

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void theOrderOfExpertsDoesNotMatterToHiddenGates(Lowering lowering) {
    theOrderOfExpertsDoesNotMatter(lowering, mmoe(HIDDEN));
  }

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void theOrderOfExpertsDoesNotMatter(Lowering lowering) {
    theOrderOfExpertsDoesNotMatter(lowering, mmoe());
  }

  private static void theOrderOfExpertsDoesNotMatter(Lowering lowering, Block gates) {
    int[] order = {2, 0, 1};
    Topology mmoe = topology(List.of(A, B), experts(3, smooth(5, 4)), gates);
    samePredictions(
        lowering,
        mmoe,
        mmoe,
        name -> {
          String expert = name.replaceAll(".*experts/(\\d)/.*", "$1");
          return expert.equals(name)
              ? name
              : name.replace("experts/" + expert, "experts/" + order[Integer.parseInt(expert)]);
        },
        (name, value) -> name.endsWith("/gate/kernel") ? columns(value, order) : value);
  }

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void theOrderOfTasksDoesNotMatter(Lowering lowering) {
    Topology forth = topology(List.of(A, B), experts(3, smooth(5)), mmoe());
    Topology back = topology(List.of(B, A), experts(3, smooth(5)), mmoe());
    samePredictions(lowering, forth, back, UnaryOperator.identity(), (n, v) -> v);
  }

  private static Topology topology(List<Task> tasks, Block... body) {
    return new Topology("t", List.of(numeric("x", 4)), List.of(body), tasks);
  }

  /** Gives the second topology the parameters of the first, by these names, changed like this. */
  private static void samePredictions(
      Lowering lowering,
      Topology first,
      Topology second,
      UnaryOperator<String> source,
      java.util.function.BiFunction<String, float[], float[]> change) {
    try (Trial one = Trial.of(first, lowering);
        Trial two = Trial.of(second, lowering)) {
      Map<String, float[]> values = one.parameters();
      Map<String, float[]> own = new java.util.HashMap<>();
      for (String name : two.parameters().keySet()) {
        own.put(name, change.apply(name, values.get(source.apply(name))));
      }
      two.assign(own, 0);
      List<float[]> a = one.predictions(one.batch());
      List<float[]> b = two.predictions(one.batch());
      for (int t = 0; t < a.size(); t++) {
        int at = second.taskNames().indexOf(first.taskNames().get(t));
        assertThat(b.get(at)).containsExactly(a.get(t), within(ROUNDING));
      }
    }
  }

  private static float[] columns(float[] matrix, int[] order) {
    float[] moved = new float[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      moved[i] = matrix[i / order.length * order.length + order[i % order.length]];
    }
    return moved;
  }
}
