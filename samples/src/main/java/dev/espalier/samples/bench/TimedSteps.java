package dev.espalier.samples.bench;

import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.Execution;
import dev.espalier.graph.FittedFeatures;
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
import java.util.ArrayList;
import java.util.List;

/** Steps of a workload with Adam at 0.001, or their gradients alone, on batches in memory. */
final class TimedSteps implements Timed {
  private final TrainingSession session;
  private final List<PreparedBatch> ready = new ArrayList<>();
  private final Readings readings;
  private final boolean update;

  TimedSteps(Bench.Settings settings, Plan plan, Execution execution, BenchData data) {
    Workload workload = settings.workload();
    GradientChain chain = GradientChain.of(workload.merging().step(), GradientSteps.adam(1e-3f));
    boolean surgery = MergeRules.readsEachTask(chain.merge());
    TrainingGraph.Settings graph =
        new TrainingGraph.Settings(settings.batch(), false, surgery, 1, settings.lowering())
            .in(settings.precision());
    update = settings.part() == Part.STEP;
    EncodedExamples examples =
        Encoding.encode(plan.topology(), FittedFeatures.none(), data.examples());
    Batches batches = Batches.sequential(examples.rows(), settings.batch());
    BatchReader reader = new BatchReader(examples, batches);
    session = new TrainingSession(plan, graph, chain, execution);
    readings = session.readings();
    try {
      session.initialize();
      if (!data.parameters().isEmpty()) {
        session.assign(data.parameters());
      }
      for (int b = 0; b < batches.perEpoch(); b++) {
        ready.add(session.prepare(reader, new BatchPosition(0, b)));
      }
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  @Override
  public void once(int batch) {
    PreparedBatch one = ready.get(batch % ready.size());
    if (update) {
      session.step(one, readings);
    } else {
      session.gradients(one);
    }
  }

  @Override
  public double loss() {
    double sum = 0;
    for (float loss : readings.losses()) {
      sum += loss;
    }
    return sum;
  }

  @Override
  public Integer operations() {
    return session.operations();
  }

  @Override
  public void close() {
    ready.forEach(PreparedBatch::close);
    session.close();
  }
}
