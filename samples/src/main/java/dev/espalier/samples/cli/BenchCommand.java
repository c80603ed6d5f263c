package dev.espalier.samples.cli;

import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.Device;
import dev.espalier.graph.Execution;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.Precision;
import dev.espalier.samples.bench.Bench;
import dev.espalier.samples.bench.BenchJson;
import dev.espalier.samples.bench.BenchResult;
import dev.espalier.samples.bench.Merging;
import dev.espalier.samples.bench.Part;
import dev.espalier.samples.bench.ScalingPlot;
import dev.espalier.samples.bench.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier bench}. */
@Command(
    name = "bench",
    header = "Time training steps on fixed workloads.",
    description = {
      "Prints a line of JSON per batch size. W1 and W2 are a small and a wide MMoE, W1P and W3 the",
      "same with PCGrad, W7 is W3 for other numbers of tasks, W6 and W6P read 26 embeddings of",
      "100,000 rows. Of the 16 experts of W5 two compute an example, of W5S all. How the plan is",
      "written and run is chosen by its size, said in the line, and can be overridden. The line has",
      "the arithmetic of a step (of an exact one, where the merge is approximate), its rate, and the",
      "rate at which TensorFlow multiplies large matrices here."
    })
final class BenchCommand implements Callable<Integer> {

  @Mixin private Console console;

  @Option(
      names = "--workload",
      required = true,
      paramLabel = "NAME",
      description = "W1, W1P, W2, W3, W5, W5S, W6, W6P or W7.")
  private String workload;

  @Option(
      names = "--batch",
      split = ",",
      paramLabel = "N",
      description = "Examples per step, several with commas; default the workload's.")
  private @Nullable List<Integer> batches;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "Number of tasks; default the workload's.")
  private @Nullable Integer tasks;

  @Option(
      names = "--experts",
      split = ",",
      paramLabel = "N",
      description = "Number of experts, several with commas; default the workload's.")
  private @Nullable List<Integer> experts;

  @Option(
      names = "--part",
      paramLabel = "step|gradients|serving",
      defaultValue = "step",
      description =
          "A step, its gradients without the update, or answers of the exported model; default"
              + " ${DEFAULT-VALUE}.")
  private Part part;

  @Option(
      names = "--gradients",
      paramLabel = "MERGE",
      description =
          "How task gradients are merged: ${COMPLETION-CANDIDATES}; default the workload's.")
  private @Nullable Merging gradients;

  @Option(
      names = "--lowering",
      paramLabel = "auto|batched|separate",
      defaultValue = "auto",
      description = "How networks side by side are written; default ${DEFAULT-VALUE}.")
  private Lowering lowering;

  @Option(
      names = "--precision",
      paramLabel = "float32|bfloat16|fastest",
      defaultValue = "float32",
      converter = PrecisionConverter.class,
      description = "In what numbers steps multiply matrices; default ${DEFAULT-VALUE}.")
  private Precision precision;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads inside an op, 0 for one per core; default by size.")
  private @Nullable Integer threads;

  @Option(
      names = "--executor",
      paramLabel = "sequential|parallel",
      description = "How ops are scheduled; default by size.")
  private Execution.@Nullable Executor executor;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      converter = DeviceConverter.class,
      description = "cpu or gpu:N; default ${DEFAULT-VALUE}.")
  private Device device;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "300",
      description = "Steps to time; default ${DEFAULT-VALUE}.")
  private int steps;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "50",
      description = "Steps before; default ${DEFAULT-VALUE}.")
  private int warmUp;

  @Option(
      names = "--max-seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "When to end before, never under 20 steps; default ${DEFAULT-VALUE}.")
  private double maxSeconds;

  @Option(
      names = "--npy",
      paramLabel = "FOLDER",
      description = "Batches and initial parameters that another program wrote.")
  private @Nullable Path npy;

  @Option(
      names = "--plot",
      paramLabel = "FILE.svg",
      description = "Draws the times against the number of experts.")
  private @Nullable Path plot;

  @Override
  public Integer call() throws IOException {
    Workload found = workload();
    List<BenchResult> results = new ArrayList<>();
    for (int count : experts == null ? List.of(found.experts()) : experts) {
      results.addAll(time(found.experts(positive("--experts", count))));
    }
    if (plot != null) {
      Files.writeString(plot, ScalingPlot.svg(results));
    }
    return 0;
  }

  private List<BenchResult> time(Workload chosen) throws IOException {
    List<BenchResult> results = new ArrayList<>();
    for (int batch : batches == null ? chosen.batches() : batches) {
      positive("--batch", batch);
      Path folder = npy;
      Bench bench =
          new Bench(
              new Bench.Settings(
                  chosen,
                  part,
                  batch,
                  lowering,
                  precision,
                  execution(chosen, batch),
                  positive("--steps", steps),
                  positive("--warm-up", warmUp),
                  maxSeconds,
                  folder == null ? null : InputFile.folder(folder)));
      BenchResult result = bench.run();
      console.json(BenchJson.write(result));
      results.add(result);
    }
    return results;
  }

  private Workload workload() {
    Workload found =
        Workload.ALL.stream()
            .filter(one -> one.name().equalsIgnoreCase(workload))
            .findFirst()
            .orElseThrow(
                () ->
                    new WrongInput(
                        "--workload: received \""
                            + workload
                            + "\", allowed is one of "
                            + Workload.ALL.stream().map(Workload::name).toList()));
    if (tasks != null) {
      found = found.tasks(positive("--tasks", tasks));
    }
    return gradients == null ? found : found.merging(gradients);
  }

  private Execution execution(Workload chosen, int batch) {
    Execution usual = Execution.of(Plan.of(chosen.topology()), batch);
    return new Execution(
        device,
        threads == null ? usual.threads() : threads,
        threads == null ? usual.threadsPerOp() : Math.min(threads, usual.threadsPerOp()),
        executor == null ? usual.executor() : executor);
  }

  private static int positive(String option, int value) {
    if (value < 1) {
      throw new WrongInput(option + ": received " + value + ", allowed is at least 1");
    }
    return value;
  }
}
