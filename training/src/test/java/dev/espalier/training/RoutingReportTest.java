package dev.espalier.training;

import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Routing.lsh;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SparseMoe.Gates;
import dev.espalier.dsl.Topology;
import dev.espalier.training.data.Examples;
import dev.espalier.training.report.Epoch;
import dev.espalier.training.report.ExpertRouting;
import dev.espalier.training.report.GateRouting;
import dev.espalier.training.report.History;
import dev.espalier.training.report.HistoryJson;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Summary;

/** What a training tells of its routers. */
class RoutingReportTest {
  private static final Examples TRAINING = SmallRun.examples(640, 1);
  private static final Examples VALIDATION = SmallRun.examples(200, 2);
  private static final SparseMoe BLOCK = sparseMoe(4, 8).gates(Gates.PER_TASK);

  @TempDir Path folder;

  private static Topology topology(Block... body) {
    return Topology.builder("routed")
        .inputs(numeric("a"), numeric("v", 3))
        .shared(body)
        .task(binary("click").tower(4))
        .task(regression("dwell").tower(4))
        .build();
  }

  private static History train(TrainingSettingsBuilder settings, Block... body) {
    try (Model model = Model.compile(topology(body))) {
      return model.fit(TRAINING, VALIDATION, settings.build()).history();
    }
  }

  @Test
  void epochsSayWhatExpertsComputed() {
    History history = train(SmallRun.settings(), dense(8), BLOCK);
    for (Epoch epoch : history.epochs()) {
      ExpertRouting block = epoch.routing().get(0);
      assertThat(epoch.routing()).hasSize(1);
      assertThat(block.path()).isEqualTo("topology.shared[1].sparseMoe");
      assertThat(block.everyExpert()).isEqualTo(4 * 8 * 8);
      // Four picks of four experts: a place for every example with each.
      assertThat(block.multiplyAdds()).isEqualTo(4 * 8 * 8, within(1e-6));
      assertThat(block.gates()).extracting(GateRouting::gate).containsExactly("click", "dwell");
      for (GateRouting gate : block.gates()) {
        double kept = gate.load().stream().mapToDouble(l -> l).sum();
        assertThat(kept).isCloseTo(2 * (1 - gate.dropped()), within(1e-6));
        assertThat(gate.dropped()).isZero();
        assertThat(gate.entropy()).isBetween(0.0, Math.log(4) + 1e-6);
        for (int e = 0; e < 4; e++) {
          assertThat(block.load().get(e)).isBetween(gate.load().get(e), 1.0);
        }
      }
    }
    assertThat(changed(history.epochs().get(0))).containsOnly(Double.NaN);
    assertThat(changed(history.epochs().get(1))).allMatch(share -> share > 0 && share < 1);
    assertThat(HistoryJson.read(HistoryJson.write(history))).isEqualTo(history);
  }

  private static List<Double> changed(Epoch epoch) {
    return epoch.routing().stream()
        .flatMap(block -> block.gates().stream())
        .map(GateRouting::changed)
        .toList();
  }

  /** The first block reads what stays, the second a stream that is learned. */
  @Test
  void hashesOfWhatStaysStay() {
    SparseMoe hashed = sparseMoe(4, 8).router(lsh(2)).capacity(Capacity.defaults().training(.5f));
    History history = train(SmallRun.settings(), hashed, hashed);
    for (Epoch epoch : history.epochs().subList(1, 3)) {
      assertThat(changed(epoch).get(0)).isZero();
      assertThat(changed(epoch).get(1)).isPositive();
      GateRouting gate = epoch.routing().get(0).gates().get(0);
      assertThat(gate.gate()).isEqualTo("all tasks");
      assertThat(gate.entropy()).isNaN();
      // Half of the places that all examples would need.
      assertThat(gate.dropped()).isGreaterThanOrEqualTo(.5);
      assertThat(epoch.routing().get(0).multiplyAdds()).isEqualTo(4 * 8 * .5, within(1e-6));
    }
  }

  @Test
  void partsOfABatchAddUp() {
    SparseMoe soft = BLOCK.dispatch(SparseMoe.Dispatch.SOFT);
    Epoch whole = train(SmallRun.settings().steps(1), soft).epochs().get(0);
    Epoch parts = train(SmallRun.settings().steps(1).microBatches(4), soft).epochs().get(0);
    assertThat(parts.routing().get(0).load()).isEqualTo(whole.routing().get(0).load());
    assertThat(parts.routing().get(0).multiplyAdds())
        .isEqualTo(whole.routing().get(0).multiplyAdds());
  }

  /** Ten steps make an epoch; the run is resumed in the middle of the second. */
  @Test
  void aResumedRunTellsWhatItWouldHaveTold() throws IOException {
    List<Epoch> straight = train(SmallRun.settings(), dense(8), BLOCK).epochs();
    Checkpoints checkpoints = Checkpoints.in(folder).every(6);
    train(SmallRun.settings().steps(20).checkpoints(checkpoints), dense(8), BLOCK);
    remove(folder.resolve("step-000000000020"));
    List<Epoch> resumed =
        train(SmallRun.settings().checkpoints(checkpoints.resume()), dense(8), BLOCK).epochs();
    assertThat(resumed).extracting(Epoch::step).containsExactly(10L, 20L, 30L);
    for (int e = 0; e < 3; e++) {
      assertThat(resumed.get(e).routing()).isEqualTo(straight.get(e).routing());
    }
  }

  private static void remove(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path done, IOException failure)
              throws IOException {
            Files.delete(done);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Test
  void tensorBoardIsToldToo() throws IOException {
    List<Epoch> epochs;
    try (TensorBoard board = TensorBoard.in(folder)) {
      epochs = train(SmallRun.settings().epochs(2).listener(board), dense(8), BLOCK).epochs();
    }
    ExpertRouting last = epochs.get(1).routing().get(0);
    String path = last.path();
    GateRouting dwell = last.gates().get(1);
    assertThat(scalars("expert_load/" + path + ", 3"))
        .hasSize(2)
        .endsWith(last.load().get(3).floatValue());
    assertThat(scalars("routing_entropy/" + path + ", dwell")).endsWith((float) dwell.entropy());
    assertThat(scalars("routing_dropped/" + path + ", dwell")).containsExactly(0f, 0f);
    assertThat(scalars("routing_changed/" + path + ", dwell"))
        .containsExactly((float) dwell.changed());
    assertThat(scalars("expert_multiply_adds/" + path)).endsWith((float) last.multiplyAdds());
  }

  private List<Float> scalars(String tag) throws IOException {
    return Events.values(folder, tag).stream().map(Summary.Value::getSimpleValue).toList();
  }
}
