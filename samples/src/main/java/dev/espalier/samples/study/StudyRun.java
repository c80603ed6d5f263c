package dev.espalier.samples.study;

import dev.espalier.training.report.Epoch;
import dev.espalier.training.report.HistoryJson;
import dev.espalier.training.study.Pruning;
import dev.espalier.training.study.ScoreCurve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the trials of a study that are not over, so many at once; all in the caller's thread. */
final class StudyRun {
  private static final int PATIENCE_SECONDS = 120;
  private static final long LOOK_MILLIS = 100;

  private final PlannedStudy study;
  private final StudyFolder folder;
  private final Launcher launcher;
  private final StudyListener listener;
  private final int mostFailures;
  private final List<Trial> trials;
  private final Map<Integer, TrialProcess> running = new HashMap<>();
  private final Map<Integer, Long> steps = new HashMap<>();
  private final Map<Integer, String> divergences = new HashMap<>();
  private final Set<Integer> left = new HashSet<>();
  private final BlockingQueue<TrialEvent> events = new LinkedBlockingQueue<>();
  private int failures;
  private long stoppedAt;

  StudyRun(
      PlannedStudy study,
      StudyFolder folder,
      Launcher launcher,
      StudyListener listener,
      int mostFailures,
      List<Trial> trials) {
    this.study = study;
    this.folder = folder;
    this.launcher = launcher;
    this.listener = listener;
    this.mostFailures = mostFailures;
    this.trials = new ArrayList<>(trials);
  }

  /** The trials after everything that could be done for them. */
  List<Trial> run() throws IOException, InterruptedException {
    try {
      while (true) {
        if (stoppedAt == 0 && (listener.stopRequested() || failures > mostFailures)) {
          stoppedAt = System.nanoTime();
          running.values().forEach(TrialProcess::stop);
        }
        startMore();
        if (running.isEmpty()) {
          return List.copyOf(trials);
        }
        TrialEvent event = events.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (event != null) {
          handle(event);
        } else if (stoppedAt != 0
            && System.nanoTime() - stoppedAt > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
          running.values().forEach(TrialProcess::kill);
        }
      }
    } finally {
      running.values().forEach(TrialProcess::stop);
    }
  }

  private void startMore() throws IOException {
    while (stoppedAt == 0 && running.size() < launcher.capacity().processes()) {
      Optional<Trial> next = next();
      if (next.isEmpty()) {
        return;
      }
      start(next.get());
    }
  }

  /** A trial that has begun before one that has not. */
  private Optional<Trial> next() {
    return first(TrialState.INTERRUPTED).or(() -> first(TrialState.WAITING));
  }

  private Optional<Trial> first(TrialState state) {
    return trials.stream()
        .filter(trial -> trial.state() == state && !left.contains(trial.number()))
        .findFirst();
  }

  private void start(Trial trial) throws IOException {
    TrialPlan plan = study.trials().get(trial.number() - 1);
    Path own = folder.trial(trial.number());
    StudyFolder.write(own.resolve("topology.json"), plan.topology());
    TrialProcess process = TrialProcess.follow(trial.number(), launcher.start(plan, own), events);
    running.put(trial.number(), process);
    Trial begun = trial.running(process.name());
    keep(begun);
    listener.onTrial(begun);
  }

  private void handle(TrialEvent event) throws IOException {
    Trial trial = trials.get(event.trial() - 1);
    if (event instanceof TrialEvent.Started started) {
      steps.put(started.trial(), started.steps());
    } else if (event instanceof TrialEvent.Validated validated) {
      validated(trial, validated.epoch());
    } else if (event instanceof TrialEvent.Diverged diverged) {
      divergences.put(diverged.trial(), diverged.reason());
    } else if (event instanceof TrialEvent.Finished finished) {
      keep(trial.after(finished.seconds()));
    } else if (event instanceof TrialEvent.Ended ended) {
      ended(trial, ended.exitCode());
    }
  }

  private void validated(Trial trial, Epoch epoch) throws IOException {
    TrialProcess process = running.get(trial.number());
    // Whoever is stopped validates part of an epoch.
    if (process == null || process.isStopping() || listener.stopRequested()) {
      return;
    }
    Validation validation = validation(epoch);
    Trial longer = trial.with(validation).after(epoch.seconds());
    Pruning pruning = study.study().pruning();
    boolean last = steps.getOrDefault(trial.number(), 0L) <= epoch.step();
    boolean hopeless =
        pruning != null && !last && pruning.isHopeless(longer.curve(), others(trial));
    keep(hopeless ? longer.with(TrialState.PRUNED) : longer);
    listener.onEpoch(longer, validation);
    if (hopeless) {
      process.stop();
    }
  }

  private List<ScoreCurve> others(Trial trial) {
    return trials.stream()
        .filter(other -> other.number() != trial.number())
        .map(Trial::curve)
        .toList();
  }

  private Validation validation(Epoch epoch) {
    return new Validation(
        epoch.epoch(),
        epoch.score(),
        study.objectives().stream().map(each -> each.of(epoch.validation())).toList());
  }

  private void ended(Trial trial, int exitCode) throws IOException {
    TrialProcess process = running.remove(trial.number());
    boolean stopped = process != null && process.isStopping();
    Trial over;
    if (trial.state() == TrialState.PRUNED) {
      over = trial;
    } else if (exitCode == 0) {
      over = whole(trial).with(TrialState.DONE);
    } else if (divergences.containsKey(trial.number())) {
      over = trial.failed(TrialState.DIVERGED, divergences.get(trial.number()));
    } else if (stopped || exitCode == 143 || exitCode == 130) {
      over = trial.with(TrialState.INTERRUPTED);
      // Whoever stopped it meant it.
      left.add(trial.number());
    } else {
      over = trial.failed(TrialState.FAILED, reason(trial.number(), exitCode));
      failures++;
    }
    keep(over);
    // Whoever looks in the night sees what is known.
    folder.write("trials.csv", StudyTable.csv(new StudyResult(study, trials)));
    listener.onEnd(over);
  }

  /** The trial with what its run wrote down, some of which may have been told to nobody. */
  private Trial whole(Trial trial) throws IOException {
    Path file = folder.trial(trial.number()).resolve("history.json");
    Trial whole = trial;
    for (Epoch epoch : HistoryJson.read(Files.readString(file).strip()).epochs()) {
      whole = whole.with(validation(epoch));
    }
    return whole;
  }

  private String reason(int trial, int exitCode) throws IOException {
    Path log = folder.trial(trial).resolve("log.txt");
    if (exitCode == 137) {
      return "killed, as by a machine whose memory is full; fewer --processes or less --memory";
    }
    @Nullable String last = null;
    for (String line : Files.readAllLines(log)) {
      last = line.startsWith("espalier: ") ? line.substring("espalier: ".length()) : last;
    }
    return last == null ? "exit code " + exitCode + ", see " + log : last;
  }

  private void keep(Trial trial) throws IOException {
    trials.set(trial.number() - 1, trial);
    folder.write(study, trial);
  }

  /** Trials as they are once nobody else runs them: those that were running are interrupted. */
  static List<Trial> settled(List<Trial> trials, boolean retryFailed) {
    List<Trial> settled = new ArrayList<>();
    for (Trial trial : trials) {
      if (trial.process() != null) {
        TrialProcess.await(trial.process(), PATIENCE_SECONDS);
      }
      boolean again =
          trial.state() == TrialState.RUNNING
              || (retryFailed && trial.state() == TrialState.FAILED);
      settled.add(again ? trial.with(TrialState.INTERRUPTED) : trial);
    }
    return settled;
  }
}
