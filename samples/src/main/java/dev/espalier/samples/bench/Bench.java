package dev.espalier.samples.bench;

import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.dsl.plan.Networks;
import dev.espalier.dsl.plan.NetworksStep;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.dsl.plan.Step;
import dev.espalier.graph.Execution;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.Precision;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Times one workload: its training steps, with Adam at 0.001 and batches ready in memory, or a part
 * of them, or the answers of its exported model, each run to its end. A step counts as quiet where
 * others used less than 0.12 of a processor in its stretch of 0.3 seconds.
 */
public final class Bench {

  /**
   * How to time.
   *
   * @param workload what
   * @param part what of it
   * @param batch examples per step
   * @param lowering how networks side by side are written
   * @param precision in what numbers steps multiply matrices
   * @param execution how TensorFlow runs; null for what suits the plan's size
   * @param steps steps to time
   * @param warmUp steps before
   * @param maxSeconds when to end before, but never under 20 steps
   * @param npy folder of another program's batches and parameters, or null
   */
  public record Settings(
      Workload workload,
      Part part,
      int batch,
      Lowering lowering,
      Precision precision,
      @Nullable Execution execution,
      int steps,
      int warmUp,
      double maxSeconds,
      @Nullable Path npy) {}

  private static final double STRETCH_SECONDS = 0.3;
  private static final double QUIET = 0.12;
  private static final int FEWEST = 20;

  private final Settings settings;
  private final Plan plan;
  private final Execution execution;

  /** A bench with these settings. */
  public Bench(Settings settings) {
    this.settings = settings;
    this.plan = Plan.of(settings.workload().topology());
    Execution given = settings.execution();
    this.execution = given == null ? Execution.of(plan, settings.batch()) : given;
  }

  /** Times. */
  public BenchResult run() throws IOException {
    try (Timed timed = timed()) {
      return time(timed);
    }
  }

  private Timed timed() throws IOException {
    if (settings.part() == Part.SERVING) {
      return new TimedAnswers(settings, execution);
    }
    Path npy = settings.npy();
    BenchData data =
        npy == null
            ? BenchData.drawn(settings.workload(), settings.batch())
            : BenchData.read(settings.workload(), settings.batch(), npy);
    return new TimedSteps(settings, plan, execution, data);
  }

  private BenchResult time(Timed timed) {
    List<Double> warm = new ArrayList<>();
    double startup = 0;
    for (int i = 0; i < Math.max(1, settings.warmUp()); i++) {
      timed.once(i);
      warm.add(timed.loss());
      if (i == 0) {
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        startup = (System.currentTimeMillis() - started) / 1e3;
      }
    }
    List<Double> quiet = new ArrayList<>();
    List<Double> noisy = new ArrayList<>();
    long begin = System.nanoTime();
    int at = warm.size();
    while (quiet.size() < settings.steps()
        && (seconds(begin) < settings.maxSeconds() || quiet.size() + noisy.size() < FEWEST)) {
      List<Double> stretch = new ArrayList<>();
      double others = MachineLoad.others();
      long from = System.nanoTime();
      while (stretch.isEmpty()
          || seconds(from) < STRETCH_SECONDS && quiet.size() + stretch.size() < settings.steps()) {
        long step = System.nanoTime();
        timed.once(at++);
        stretch.add((System.nanoTime() - step) / 1e6);
      }
      boolean alone = (MachineLoad.others() - others) / seconds(from) < QUIET;
      (alone ? quiet : noisy).addAll(stretch);
    }
    boolean enough = quiet.size() >= FEWEST;
    List<Double> all = new ArrayList<>(quiet);
    all.addAll(noisy);
    double[] times = (enough ? quiet : all).stream().mapToDouble(t -> t).sorted().toArray();
    double[] every = all.stream().mapToDouble(t -> t).sorted().toArray();
    return new BenchResult(
        settings.workload(),
        settings.part(),
        settings.batch(),
        settings.lowering(),
        lowerings(),
        settings.precision(),
        execution,
        timed.operations(),
        DoubleStream.of(times).boxed().toList(),
        every[every.length / 2],
        enough,
        startup,
        MachineLoad.peakResidentMib(),
        warm.get(0),
        warm.get(Math.min(5, warm.size() - 1)),
        timed.loss(),
        ProductRate.of(execution));
  }

  /** What the lowering comes to for the experts. */
  private String lowerings() {
    for (Step step : plan.steps()) {
      if (step instanceof NetworksStep side) {
        return written(side.networks(), side.in().size(), settings.batch());
      } else if (step instanceof SparseStep sparse) {
        boolean soft = sparse.block().dispatch() == Dispatch.SOFT;
        Capacity capacity = sparse.block().capacity();
        int places =
            capacity.places(
                capacity.training(),
                sparse.block().router().k() * sparse.gates().count(),
                sparse.experts().count(),
                settings.batch());
        return written(
            sparse.experts(),
            soft ? 1 : sparse.experts().count(),
            soft ? settings.batch() : places);
      }
    }
    return settings.lowering().name();
  }

  private String written(Networks networks, int streams, int examples) {
    return settings.lowering().of(networks, streams, examples).name();
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
