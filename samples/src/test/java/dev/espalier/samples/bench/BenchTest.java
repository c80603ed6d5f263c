package dev.espalier.samples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.SparseMoe;
import dev.espalier.graph.Execution;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.Precision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  private static final int BATCH = 32;

  @TempDir Path folder;

  @Test
  void timesStepsThatLearn() throws IOException {
    BenchResult result = bench(Workload.ALL.get(1), null).run();

    assertThat(result.times()).hasSizeGreaterThanOrEqualTo(20).isSorted();
    assertThat(result.quantile(0)).isPositive().isLessThanOrEqualTo(result.quantile(0.9));
    assertThat(result.lastLoss()).isLessThan(result.firstLoss());
    assertThat(BenchJson.write(result))
        .contains("\"peer\":\"espalier\"", "\"workload\":\"W1P\"", "\"lowering\":\"batched\"")
        .contains("\"median_step_ms\"", "\"loss_1\"", "\"loss_6\"", "\"executor\":\"sequential\"")
        .contains("\"gflop\"", "\"gflop_per_s\"", "\"matmul_gflop_per_s\"");
    // Of a machine that is busy, and of one that nobody has; products that were left out are
    // faster.
    assertThat(result.productRate()).isBetween(1e9, 2e13);
  }

  @Test
  void timesExpertsOfWhichAFewCompute() throws IOException {
    Workload sparse =
        new Workload(
            "T",
            6,
            Workload.Fields.NONE,
            4,
            new Workload.Picked(2, SparseMoe.Dispatch.HARD),
            List.of(5),
            3,
            2,
            1,
            Merging.EQUAL,
            List.of());
    BenchResult result = bench(sparse, null).run();
    assertThat(result.times()).hasSizeGreaterThanOrEqualTo(20);
    assertThat(result.lastLoss()).isFinite();
    // Two experts of 6 by 5 compute nothing, forward and by their weights, nor are they added up.
    assertThat(StepWork.of(soft(sparse), 10) - StepWork.of(sparse, 10))
        .isEqualTo(2 * 10 * (2 * 30) * 2 + 6 * 10 * (2 * 5));
    assertThat(Workload.ALL).extracting(Workload::name).contains("W5", "W5S");
  }

  @Test
  void timesGradientsAndAnswers() throws IOException {
    Workload few = Workload.ALL.get(0).experts(3);
    for (Part part : new Part[] {Part.GRADIENTS, Part.SERVING}) {
      BenchResult result = bench(few, part, null).run();
      assertThat(result.times()).hasSizeGreaterThanOrEqualTo(20);
      assertThat(result.lastLoss()).as("no step was taken").isZero();
      assertThat(BenchJson.write(result)).contains("\"part\":\"" + part + "\"", "\"experts\":3");
    }
    // Three experts of 100 by 16, two gates of 100 by 3 and their sums, two towers.
    double towers = 2 * (16 * 8 + 8);
    assertThat(StepWork.forward(few, 10))
        .isEqualTo(20 * (3 * 1600 + 2 * 300 + 2 * 3 * 16 + towers));
  }

  @Test
  void drawsTimesByTheNumberOfExperts() throws IOException {
    Workload small = Workload.ALL.get(0);
    List<BenchResult> results =
        List.of(
            bench(small.experts(2), Part.GRADIENTS, null).run(),
            bench(small.experts(4), Part.GRADIENTS, null).run());
    assertThat(ScalingPlot.svg(results))
        .startsWith("<svg")
        .contains("W1, gradients: time by number of experts", "milliseconds")
        .contains("\n2\n", "\n4\n");
  }

  private static Workload soft(Workload sparse) {
    return new Workload(
        sparse.name(),
        sparse.inputs(),
        sparse.fields(),
        sparse.experts(),
        new Workload.Picked(2, SparseMoe.Dispatch.SOFT),
        sparse.hidden(),
        sparse.tower(),
        sparse.tasks(),
        sparse.binary(),
        sparse.merging(),
        sparse.batches());
  }

  @Test
  void startsFromAnotherProgramsNumbers() throws IOException {
    Workload small =
        new Workload(
            "T",
            2,
            new Workload.Fields(1, 3, 2),
            2,
            Workload.Picked.NONE,
            List.of(3),
            2,
            2,
            1,
            Merging.EQUAL,
            List.of());
    for (int b = 0; b < 8; b++) {
      npy("x_" + b, 0.5f, BATCH, 2);
      npy("y_" + b, 1f, 2, BATCH);
      npy("ids_" + b, 2f, BATCH, 1);
    }
    npy("shared_emb", 1f, 3, 2);
    npy("shared_w1", 0f, 2, 4, 3);
    npy("shared_b1", 0f, 2, 3);
    npy("task_gw", 0f, 2, 4, 2);
    npy("task_gb", 0f, 2, 2);
    npy("task_tw", 0f, 2, 3, 2);
    npy("task_tb", 0f, 2, 2);
    npy("task_ow", 0f, 2, 2, 1);
    npy("task_ob", 0f, 2, 1);

    BenchResult result = bench(small, folder).run();

    // All weights zero: ln 2 for the binary task, the square of 1 for the other.
    assertThat(result.firstLoss()).isCloseTo(Math.log(2) + 1, within(1e-6));
  }

  @Test
  void refusesNumbersOfAnotherShape() throws IOException {
    npy("x_0", 0.5f, BATCH, 3);
    npy("y_0", 1f, 2, BATCH);
    assertThatThrownBy(() -> bench(Workload.ALL.get(0), folder).run())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("[32, 3]")
        .hasMessageContaining("[32, 100]");
  }

  @Test
  void refusesWhatIsNoArrayOfFloats() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.npy"), "{'descr': '<f8', 'shape': (3,)}");
    assertThatThrownBy(() -> Npy.read(file)).hasMessageContaining("float32");
    Path shorter = Files.writeString(folder.resolve("short.npy"), "?");
    assertThatThrownBy(() -> Npy.read(shorter)).hasMessageContaining("too short");
  }

  private static Bench bench(Workload workload, Path npy) {
    return bench(workload, Part.STEP, npy);
  }

  private static Bench bench(Workload workload, Part part, Path npy) {
    return new Bench(
        new Bench.Settings(
            workload,
            part,
            BATCH,
            Lowering.AUTO,
            Precision.float32(),
            Execution.deterministic(),
            100,
            10,
            5,
            npy));
  }

  private void npy(String name, float value, int... shape) throws IOException {
    int size = IntStream.of(shape).reduce(1, (a, b) -> a * b);
    StringBuilder sizes = new StringBuilder();
    IntStream.of(shape).forEach(n -> sizes.append(n).append(", "));
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + sizes.toString().strip() + "), }\n";
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + header.length() + 4 * size).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) 1).put((byte) 0).putShort((short) header.length());
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < size; i++) {
      bytes.putFloat(value);
    }
    Files.write(folder.resolve(name + ".npy"), bytes.array());
  }
}
