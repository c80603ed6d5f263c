package dev.espalier.samples.bench;

import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Networks;
import dev.espalier.dsl.plan.NetworksStep;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.dsl.plan.Step;
import dev.espalier.graph.Execution;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.TrainingGraph;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientSteps;
import dev.espalier.training.data.BatchPosition;
import dev.espalier.training.data.BatchReader;
import dev.espalier.training.data.Batches;
import dev.espalier.training.data.EncodedExamples;
import dev.espalier.training.data.Encoding;
import dev.espalier.training.internal.MergeRules;
import dev.espalier.training.internal.Readings;
import dev.espalier.training.internal.TrainingSession;
import dev.espalier.training.internal.TrainingSession.PreparedBatch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Times the training steps of one workload: Adam at 0.001, batches ready in memory, each step run
 * to its end. A step counts as quiet where others used less than 0.12 of a processor in its stretch
 * of 0.3 seconds.
 */
public final class Bench {

  /**
   * How to time.
   *
   * @param workload what
   * @param batch examples per step
   * @param lowering how networks side by side are written
   * @param execution how TensorFlow runs; null for what suits the plan's size
   * @param steps steps to time
   * @param warmUp steps before
   * @param maxSeconds when to end before, but never under 20 steps
   * @param npy folder of another program's batches and parameters, or null
   */
  public record Settings(
      Workload workload,
      int batch,
      Lowering lowering,
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
    Workload workload = settings.workload();
    Topology topology = plan.topology();
    Path npy = settings.npy();
    BenchData data =
        npy == null
            ? BenchData.drawn(workload, settings.batch())
            : BenchData.read(workload, settings.batch(), npy);
    EncodedExamples examples = Encoding.encode(topology, FittedFeatures.none(), data.examples());
    Batches batches = Batches.sequential(examples.rows(), settings.batch());
    BatchReader reader = new BatchReader(examples, batches);
    GradientChain chain = GradientChain.of(workload.merging().step(), GradientSteps.adam(1e-3f));
    boolean surgery = MergeRules.readsEachTask(chain.merge());
    TrainingGraph.Settings graph =
        new TrainingGraph.Settings(settings.batch(), false, surgery, 1, settings.lowering());
    List<PreparedBatch> ready = new ArrayList<>();
    try (TrainingSession session = new TrainingSession(plan, graph, chain, execution)) {
      session.initialize();
      if (!data.parameters().isEmpty()) {
        session.assign(data.parameters());
      }
      for (int b = 0; b < batches.perEpoch(); b++) {
        ready.add(session.prepare(examples, reader, new BatchPosition(0, b)));
      }
      return time(session, ready);
    } finally {
      ready.forEach(PreparedBatch::close);
    }
  }

  private BenchResult time(TrainingSession session, List<PreparedBatch> ready) {
    Readings readings = new Readings(settings.workload().tasks());
    List<Double> warm = new ArrayList<>();
    double startup = 0;
    for (int i = 0; i < Math.max(1, settings.warmUp()); i++) {
      session.step(ready.get(i % ready.size()), readings);
      warm.add(sum(readings.losses()));
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
        session.step(ready.get(at++ % ready.size()), readings);
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
        settings.batch(),
        settings.lowering(),
        lowerings(),
        execution,
        session.operations(),
        DoubleStream.of(times).boxed().toList(),
        every[every.length / 2],
        enough,
        startup,
        MachineLoad.peakResidentMib(),
        warm.get(0),
        warm.get(Math.min(5, warm.size() - 1)),
        sum(readings.losses()),
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

  private static double sum(float[] losses) {
    double sum = 0;
    for (float loss : losses) {
      sum += loss;
    }
    return sum;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
