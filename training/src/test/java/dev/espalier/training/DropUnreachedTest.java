package dev.espalier.training;

import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Routing.lsh;
import static dev.espalier.dsl.Routing.noisyTopK;
import static dev.espalier.dsl.Routing.randomFixed;
import static dev.espalier.dsl.Routing.replicate;
import static dev.espalier.dsl.Routing.sampled;
import static dev.espalier.dsl.Routing.switchRouter;
import static dev.espalier.dsl.Routing.threshold;
import static dev.espalier.dsl.Routing.topK;
import static dev.espalier.dsl.Routing.tree;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.dsl.SparseMoe.Gates;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.graph.PruningReport;
import dev.espalier.training.DroppedExperts.OfBlock;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Numbers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Experts that no example of a corner of the data reaches are not exported. */
class DropUnreachedTest {
  private static final Examples TRAINING = examples(256, 0, 1);

  /** Of a small corner: every one of many hashes and trees would take a while to reach. */
  private static final Examples CORNER = examples(40, 3, 0.1f);

  @TempDir Path folder;

  static Stream<SparseMoe> blocks() {
    SparseMoe eight = sparseMoe(8, 32, 16);
    return Stream.of(
        eight.router(topK(2).hidden(4)),
        eight.router(noisyTopK(2)).gates(Gates.PER_TASK),
        eight.router(sampled(2)),
        eight.router(switchRouter()),
        eight.router(threshold(.2f, 8)),
        eight.router(tree(3)).dispatch(Dispatch.SOFT),
        eight.router(lsh(3)).gates(Gates.PER_TASK),
        eight.router(randomFixed(2, 5)));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void answersOfTheseExamplesStayAndWeightsGo(SparseMoe block) {
    try (Model model = trained(block)) {
      ExportReport whole = model.export(folder, 1);
      ExportReport report = model.export(folder, 2, Export.dropUnreached(CORNER));

      assertThat(whole.dropped()).isNull();
      DroppedExperts dropped = report.dropped();
      OfBlock of = dropped.blocks().get(0);
      assertThat(of.path()).isEqualTo("topology.shared[0].sparseMoe");
      assertThat(of.count()).isEqualTo(8);
      assertThat(of.experts()).isNotEmpty();
      assertThat(dropped.examples()).isEqualTo(40);
      assertThat(dropped.difference()).as("what float32 rounds").isLessThan(1e-6);
      assertThat(dropped.text())
          .startsWith("topology.shared[0].sparseMoe: without experts " + of.experts().get(0))
          .contains(" of 8, which none of 40 examples reached\nlargest difference of their");

      PruningReport.Part part = report.pruning().parts().get(1);
      assertThat(part.absent()).isEqualTo(of.experts());
      long experts = 8 * (4 * 32 + 32 + 32 * 16 + 16);
      assertThat(whole.pruning().parts().get(1).absent()).isEmpty();
      assertThat(part.after().parameters())
          .isLessThanOrEqualTo(
              whole.pruning().parts().get(1).after().parameters()
                  - experts * of.experts().size() / 8);
      assertThat(size(report.directory())).isLessThan(size(whole.directory()));
    }
  }

  @Test
  void aRouterWhoseWeightsAreOfThePickedHasNoColumnsOfThem() {
    try (Model model = trained(sparseMoe(8, 16))) {
      DroppedExperts dropped = model.export(folder, 1, Export.dropUnreached(CORNER)).dropped();
      int left = 8 - dropped.blocks().get(0).experts().size();
      PruningReport.Part part = model.frozen().without(by(model, dropped)).pruning().parts().get(1);
      assertThat(part.after().parameters()).isEqualTo(left * (4 + 4 * 16 + 16));
    }
  }

  private static Map<SparseStep, List<Integer>> by(Model model, DroppedExperts dropped) {
    return Map.of((SparseStep) model.plan().steps().get(0), dropped.blocks().get(0).experts());
  }

  @Test
  void expertsThatAreReachedStay() {
    try (Model model = trained(sparseMoe(2, 16).router(replicate(2)))) {
      ExportReport report = model.export(folder, 1, Export.dropUnreached(CORNER));
      assertThat(report.dropped().blocks().get(0).experts()).isEmpty();
      assertThat(report.dropped().text()).contains("sparseMoe: every expert is reached\n");
      assertThat(report.pruning()).isEqualTo(model.frozen().pruning());
    }
  }

  @Test
  void modelsWithoutRoutersAndCapacitiesInServingAreRefused() {
    try (Model model = trained(dense(4))) {
      assertThatThrownBy(() -> model.export(folder, 1, Export.dropUnreached(CORNER)))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("model dropping: received no block with a router");
    }
    SparseMoe limited = sparseMoe(4, 8).capacity(Capacity.defaults().serving(2));
    try (Model model = trained(limited)) {
      assertThatThrownBy(() -> model.export(folder, 1, Export.dropUnreached(CORNER)))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("topology.shared[0].sparseMoe.capacity.serving: received 2.0");
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static Model trained(Block block) {
    Topology topology =
        Topology.builder("dropping")
            .inputs(numeric("x", 4).raw())
            .shared(block)
            .task(binary("a").tower(4))
            .task(regression("b").tower(4))
            .build();
    Model model = Model.compile(topology);
    model.fit(TRAINING, CORNER, SmallRun.settings().steps(4).build());
    return model;
  }

  private static Examples examples(int rows, float centre, float spread) {
    Random random = new Random(7);
    float[] x = new float[4 * rows];
    float[] a = new float[rows];
    float[] b = new float[rows];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (centre * (i % 2 == 0 ? 1 : -1) + spread * random.nextGaussian());
    }
    for (int i = 0; i < rows; i++) {
      a[i] = random.nextInt(2);
      b[i] = x[4 * i];
    }
    return Examples.of(Numbers.of("x", 4, x), Numbers.of("a", a), Numbers.of("b", b));
  }

  private static long size(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
