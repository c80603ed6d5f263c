package dev.espalier.training.internal;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.InputSlots;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.training.ExpertCollapse;
import dev.espalier.training.TrainingDuration;
import dev.espalier.training.TrainingListener.Progress;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.data.BatchPosition;
import dev.espalier.training.data.BatchSource;
import dev.espalier.training.data.Batches;
import dev.espalier.training.data.EncodedExamples;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.Epoch;
import dev.espalier.training.report.ExpertRouting;
import dev.espalier.training.report.History;
import dev.espalier.training.report.TrainingReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Takes step after step, validates after each epoch, saves, and ends when it is time. */
public final class TrainingLoop {
  private static final long TELL_EVERY_NANOS = 100_000_000L;

  private final Plan plan;
  private final TrainingSettings settings;
  private final TrainingSession session;
  private final TrainingBatches training;
  private final HeldOut validation;
  private final RunSaver saver;
  private final SkippedSteps skips;
  private final List<String> tasks;
  private final Batches batches;
  private final boolean measured;
  private final Judge judge;
  private final RoutingWatch routing;
  private final long startedAt = System.nanoTime();

  private History history = History.empty();
  private EpochTally tally;
  private long iteration;
  private double secondsBefore;

  /** A loop that has done nothing. */
  public TrainingLoop(
      Plan plan,
      TrainingSettings settings,
      TrainingSession session,
      TrainingBatches training,
      HeldOut validation,
      RunSaver saver) {
    this.plan = plan;
    this.settings = settings;
    this.session = session;
    this.training = training;
    this.validation = validation;
    this.saver = saver;
    this.skips = new SkippedSteps(settings, saver);
    this.tasks = plan.topology().tasksWithLoss().stream().map(Task::name).toList();
    this.batches = training.order();
    this.measured = session.measuresConflicts();
    this.judge = new Judge(settings, tasks);
    this.tally = new EpochTally(tasks);
    this.routing = new RoutingWatch(plan);
  }

  /** Goes on where a saved run stopped; the session is restored already. */
  public void resume(RunState state) {
    history = state.history();
    tally = EpochTally.read(tasks, state.tally());
    routing.read(state.routing());
    iteration = state.iteration();
    secondsBefore = state.seconds();
    history.epochs().forEach(epoch -> judge.isBest(epoch.epoch(), epoch.validation()));
  }

  /** Trains to the end, and leaves the weights of the best validation in the session. */
  public TrainingReport run() {
    try (BatchSource reader = training.read(settings.microBatches())) {
      return run(reader);
    }
  }

  private TrainingReport run(BatchSource reader) {
    long total =
        settings.duration() instanceof TrainingDuration.Epochs epochs
            ? (long) epochs.count() * batches.perEpoch()
            : ((TrainingDuration.Steps) settings.duration()).count();
    settings.listener().onStart(total);
    Readings readings = session.readings();
    Pace pace = new Pace(batches.batchSize(), TELL_EVERY_NANOS, iteration);
    while (iteration < total && !judge.isOver()) {
      BatchPosition position = batches.at(iteration);
      long begin = System.nanoTime();
      List<String> culprits = session.step(reader, position, readings);
      tally.time((System.nanoTime() - begin) / 1e9);
      iteration++;
      if (culprits.isEmpty()) {
        tally.add(readings, measured);
        routing.add(readings);
      } else {
        skips.tell(iteration, culprits, places(reader), tally.skip());
      }
      if (pace.isTime() || iteration == total) {
        tell(total, position.epoch() + 1, pace, readings.losses());
      }
      boolean epochEnds = position.batch() + 1 == batches.perEpoch();
      if (epochEnds) {
        session.endEpoch();
      }
      boolean stop = settings.listener().stopRequested();
      if (stop && !epochEnds && iteration < total) {
        saver.save(state(), false, Double.NaN);
      }
      if (epochEnds || iteration == total || stop) {
        validate(position.epoch() + 1);
        pace.restart(iteration);
      } else if (saver.isDue(iteration)) {
        saver.save(state(), false, Double.NaN);
      }
      if (stop) {
        break;
      }
    }
    if (history.epochs().isEmpty()) {
      validate(1);
    }
    saver.restoreBest();
    session.exchange();
    return new TrainingReport(
        plan.topology().name(),
        history,
        judge.bestEpoch(),
        judge.scoreName(),
        plan.parameterCount(),
        seconds(),
        settings.gradients().merge(),
        training.collisions());
  }

  private List<String> places(BatchSource reader) {
    return session.guilty().stream().map(reader::place).toList();
  }

  private void tell(long total, int epoch, Pace pace, float[] losses) {
    Map<String, Float> byTask = new LinkedHashMap<>();
    for (int t = 0; t < losses.length; t++) {
      byTask.put(tasks.get(t), losses[t]);
    }
    settings
        .listener()
        .onProgress(new Progress(iteration, total, epoch, pace.tell(iteration), byTask));
  }

  /** In which batches the settings have these examples read. */
  public static Batches batches(Plan plan, EncodedExamples training, TrainingSettings settings) {
    InputSlots.Slots group = InputSlots.of(plan.topology()).group();
    int[] groups =
        group.count() == 0
            ? null
            : IntStream.range(0, training.rows())
                .map(row -> training.id(row, group.first()))
                .toArray();
    return Batches.training(training, groups, settings.batchSize(), settings.seed());
  }

  private void validate(int epoch) {
    session.exchange();
    List<TaskMetrics> metrics = validation.scored(session).metrics(plan, settings.metrics());
    List<Float> weights = plan.topology().tasksWithLoss().stream().map(Task::weight).toList();
    int frozen = judge.frozen().size();
    boolean best = judge.isBest(epoch, metrics);
    if (judge.frozen().size() > frozen) {
      session.freeze(judge.frozen());
    }
    double rate = tally.steps() * (double) batches.batchSize() / tally.seconds();
    List<PickedExperts> picks = session.firstPicks(validation.first());
    Map<String, float[][]> shares = session.firstGates(validation.first());
    session.exchange();
    List<ExpertRouting> routed = routing.means(picks);
    List<ExpertCollapse> collapsed = routing.collapsed(routed);
    Epoch done =
        new Epoch(
            epoch,
            iteration,
            seconds(),
            rate,
            tally.losses(weights),
            metrics,
            measured ? tally.pairs() : List.of(),
            measured ? tally.gradients() : List.of(),
            routed,
            tally.skipped(),
            judge.score(metrics),
            judge.frozen());
    history = history.with(done);
    tally = tally.next();
    routing.restart(picks);
    saver.save(state(), best, judge.score(metrics));
    settings.listener().onEpoch(done);
    settings.listener().onState(done, new SessionState(plan, session, shares));
    judge.frozen().stream().skip(frozen).forEach(task -> settings.listener().onFreeze(task, epoch));
    CollapseWatch.of(plan, shares).forEach(settings.listener()::onCollapse);
    collapsed.forEach(settings.listener()::onCollapse);
  }

  private RunState state() {
    return new RunState(
        history, tally.write(), routing.write(), iteration, batches.at(iteration), seconds());
  }

  private double seconds() {
    return secondsBefore + (System.nanoTime() - startedAt) / 1e9;
  }
}
