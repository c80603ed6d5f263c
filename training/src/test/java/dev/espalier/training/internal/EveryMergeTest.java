package dev.espalier.training.internal;

import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.hierarchicalExperts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.omoe;
import static dev.espalier.dsl.Blocks.ple;
import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Blocks.snrToTasks;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.multivalent;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.training.SurgeryScopes.representationLevel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import dev.espalier.training.DbMtl;
import dev.espalier.training.GradDrop;
import dev.espalier.training.GradientStep;
import dev.espalier.training.GradientSteps;
import dev.espalier.training.RandomExamples;
import dev.espalier.training.RepresentationLevel;
import dev.espalier.training.SketchedGram;
import dev.espalier.training.SurgeryScopes;
import dev.espalier.training.Within;
import dev.espalier.training.data.Examples;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The gradient of every merge on models some of whose weights only some tasks share, with tables of
 * which rows repeat, against sums on plain arrays of gradients taken loss by loss.
 */
class EveryMergeTest {
  private static final int TASKS = 3;

  static List<Arguments> models() {
    return List.of(
        Arguments.of(everywhere(), Lowering.BATCHED, List.of(ple(2, 2, 1, 6))),
        Arguments.of(inScopes(), Lowering.BATCHED, List.of(sharedBottom(9))),
        Arguments.of(inScopes(), Lowering.BATCHED, List.of(experts(3, 8), mmoe())),
        Arguments.of(inScopes(), Lowering.SEPARATE, List.of(ple(2, 2, 1, 6))),
        Arguments.of(
            inScopes(),
            Lowering.BATCHED,
            List.of(experts(3, Layers.of(6).l2(0.1f)), snr(2, 5), snrToTasks())),
        Arguments.of(
            inScopes(),
            Lowering.SEPARATE,
            List.of(hierarchicalExperts(2, experts(2, 6), omoe()), dense(4), mmoe())));
  }

  /** Of each kind one. */
  private static List<GradientStep.Merge> everywhere() {
    List<GradientStep.Merge> merges = new ArrayList<>(kinds());
    GramRulesTest.merges().forEach(merges::add);
    return merges;
  }

  /** Of each way to work on gradients one, in chosen blocks, and by less than all gradients. */
  private static List<GradientStep.Merge> inScopes() {
    List<GradientStep.Merge> merges = new ArrayList<>(kinds());
    for (GradientStep.Merge merge : kinds()) {
      merges.add(SurgeryScopes.within(merge, "shared0"));
    }
    merges.add(SurgeryScopes.within(GradientSteps.pcGradAdam(), "inputs"));
    merges.add(representationLevel(GradientSteps.pcGrad()));
    merges.add(representationLevel(GradientSteps.mgda()));
    return merges;
  }

  private static List<GradientStep.Merge> kinds() {
    return List.of(
        GradientSteps.pcGrad(),
        GradientSteps.gradDrop(),
        GradientSteps.dbMtl(),
        GradientSteps.sketchedGram(2, GradientSteps.pcGrad()));
  }

  private static Topology topology(List<Block> body) {
    return new Topology(
        "partly",
        List.of(
            numeric("x", 5), categorical("item", 4, 3), multivalent(categorical("tag", 5, 4), 3)),
        body,
        List.of(binary("a").tower(4), regression("b").tower(4), binary("c").tower(4).weight(3f)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void sumsTheTasksWithTheWeightsOfItsScope(
      List<GradientStep.Merge> merges, Lowering lowering, List<Block> body) {
    Topology topology = topology(body);
    Examples examples = RandomExamples.of(topology, 16, 5);
    try (MergeTrial trial = new MergeTrial(topology, examples, lowering)) {
      Objective objective = trial.objective();
      List<Merged> merged = merges.stream().map(trial::merged).toList();
      List<Operand<TFloat32>> wanted = new ArrayList<>(objective.losses());
      objective.losses().forEach(loss -> wanted.addAll(trial.gradients(loss)));
      if (objective.penalty() != null) {
        wanted.addAll(trial.gradients(objective.penalty()));
      }
      int[] starts = new int[merges.size()];
      for (int m = 0; m < starts.length; m++) {
        starts[m] = wanted.size();
        wanted.add(Objects.requireNonNull(merged.get(m).gram()));
        Operand<TFloat32> weights = merged.get(m).weights();
        wanted.add(weights == null ? merged.get(m).gram() : weights);
        merged.get(m).gradients().forEach(gradient -> wanted.add(gradient.value()));
      }
      List<float[]> values = trial.values(wanted);
      for (int m = 0; m < starts.length; m++) {
        List<float[]> found = values.subList(starts[m], values.size());
        new Check(merges.get(m), objective.weights(), values, objective.penalty() != null)
            .holds(merged.get(m), found);
      }
    }
  }

  /**
   * What is to be expected of one merge.
   *
   * @param values losses, gradients of each task, gradients of the penalty
   */
  private record Check(
      GradientStep.Merge merge, List<Weight> weights, List<float[]> values, boolean penalised) {

    private GradientStep.Merge inner() {
      return merge instanceof Within scope ? scope.merge() : merge;
    }

    private boolean isMerged(Weight weight) {
      return weight.shared()
          && (!(merge instanceof Within scope)
              || weight.members().names().stream().anyMatch(scope::covers));
    }

    /** Entry p of a task's gradient by the i-th weight, of what is differentiated. */
    private double gradient(int task, int i, int p) {
      double value = values.get(TASKS + task * weights.size() + i)[p];
      return inner() instanceof DbMtl ? value / values.get(task)[0] : value;
    }

    private int size(int i) {
      return values.get(TASKS + i).length;
    }

    void holds(Merged merged, List<float[]> found) {
      if (!(inner() instanceof SketchedGram || inner() instanceof RepresentationLevel)) {
        gramIsThatOfTheScope(found.get(0));
      }
      List<Weight> reached = merged.gradients().stream().map(Gradient::weight).toList();
      for (int i = 0; i < weights.size(); i++) {
        String name = weights.get(i).name();
        int at = reached.stream().map(Weight::name).toList().indexOf(name);
        if (at < 0) {
          assertThat(expected(i, 0, found.get(1))).as("%s of %s", name, merge).isZero();
          continue;
        }
        for (int p = 0; p < size(i); p++) {
          assertEntry(i, p, found.get(2 + at)[p], found.get(1));
        }
      }
    }

    private void gramIsThatOfTheScope(float[] gram) {
      double[] expected = new double[TASKS * TASKS];
      for (int i = 0; i < weights.size(); i++) {
        for (int st = 0; isMerged(weights.get(i)) && st < expected.length; st++) {
          for (int p = 0; p < size(i); p++) {
            expected[st] += gradient(st / TASKS, i, p) * gradient(st % TASKS, i, p);
          }
        }
      }
      for (int st = 0; st < expected.length; st++) {
        double norms = Math.sqrt(expected[st / TASKS * 4] * expected[st % TASKS * 4]);
        assertThat((double) gram[st]).as("%s", merge).isCloseTo(expected[st], within(1e-5 * norms));
      }
      assertThat(gram[0] * gram[4] * gram[8]).as("%s", merge).isPositive();
    }

    private double expected(int i, int p, float[] factors) {
      double sum = penalty(i, p);
      for (int t = 0; t < TASKS; t++) {
        double factor = !isMerged(weights.get(i)) ? 1 : factors[t];
        if (inner() instanceof DbMtl && isMerged(weights.get(i))) {
          factor *= .1; // the first step of an average that starts at zero
        }
        sum += factor * gradient(t, i, p);
      }
      return sum;
    }

    private double penalty(int i, int p) {
      return penalised ? values.get(TASKS + TASKS * weights.size() + i)[p] : 0;
    }

    private void assertEntry(int i, int p, double found, float[] factors) {
      boolean dropped = inner() instanceof GradDrop;
      double size = 1e-3;
      double up = penalty(i, p);
      double down = up;
      for (int t = 0; t < TASKS; t++) {
        double value = gradient(t, i, p);
        up += Math.max(value, 0);
        down += Math.min(value, 0);
        for (int q = 0; q < size(i); q++) {
          double factor = dropped ? 1 : Math.max(1, Math.abs(factors[t]));
          size = Math.max(size, Math.abs(gradient(t, i, q)) * factor);
        }
      }
      String place = weights.get(i).name() + " entry " + p + " of " + merge;
      if (dropped && isMerged(weights.get(i))) {
        double one = Math.abs(found - up) < Math.abs(found - down) ? up : down;
        assertThat(found).as(place).isCloseTo(one, within(1e-5 * size));
      } else {
        assertThat(found).as(place).isCloseTo(expected(i, p, factors), within(1e-5 * size));
      }
    }
  }
}
