package dev.espalier.samples.cli;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.print.TopologyTable;
import dev.espalier.graph.Device;
import dev.espalier.graph.Execution;
import dev.espalier.training.DivergedException;
import dev.espalier.training.GradientChain;
import dev.espalier.training.Model;
import dev.espalier.training.TensorBoard;
import dev.espalier.training.TrainingListener;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.TrainingSettingsBuilder;
import dev.espalier.training.WarmStart;
import dev.espalier.training.data.ExampleStream;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Parts;
import dev.espalier.training.data.SchemaReport;
import dev.espalier.training.internal.ChainCheck;
import dev.espalier.training.internal.ScoreCheck;
import dev.espalier.training.report.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier train}. */
@Command(
    name = "train",
    header = "Train a topology on a table.",
    description = {
      "Trains with gradient surgery and keeps the weights of the best validation.",
      "On Ctrl-C or SIGTERM it finishes the step, saves, and ends; --resume goes on from there."
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private Console console;
  @Mixin private TopologyFile topology;
  @Mixin private TrainingData data;
  @Mixin private RunOptions run;
  @Mixin private GradientOptions gradients;
  @Mixin private DurationOptions duration;
  @Mixin private StepOptions taken;
  @Mixin private MetricOptions metrics;

  @Option(
      names = "--pretrained",
      paramLabel = "FEATURE=ROWS.csv",
      description =
          "Rows a pretrained feature starts with: a word or id, then the numbers. Not with --resume.")
  private Map<String, Path> pretrained = Map.of();

  @Option(
      names = "--warm-start",
      paramLabel = "RUN",
      description =
          "Begin with the weights that this run saved, of the same topology or one that has grown;"
              + " words and ids keep their rows. Not with --pretrained.")
  private @Nullable Path warmStart;

  @Option(
      names = "--micro-batches",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Parts of a batch that are computed one after the other, for the memory of one; "
              + "default ${DEFAULT-VALUE}.")
  private int microBatches;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of all randomness; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      converter = DeviceConverter.class,
      description = "cpu or gpu:N; default ${DEFAULT-VALUE}.")
  private Device device;

  @Option(
      names = "--tensorboard",
      paramLabel = "FOLDER",
      description = "Write what TensorBoard shows into this folder, such as RUN/tensorboard.")
  private @Nullable Path tensorBoard;

  @Option(
      names = "--stop-with-input",
      description =
          "Stop as on SIGTERM when standard input ends, and so with the process that wrote to it.")
  private boolean followsInput;

  @Override
  public Integer call() throws IOException {
    Topology read = topology.read();
    try (StopSignal signal = signal();
        Model model = compile(read);
        TensorBoard board = board()) {
      signal.prepare();
      TrainingOutput output = TrainingOutput.to(console);
      TrainingListener told = board == null ? output : TrainingListener.all(output, board);
      TrainingSettings settings = settings(model.plan(), new StoppableListener(told, signal));
      TrainingReport report;
      try {
        report = fit(model, settings, output);
      } catch (DivergedException failure) {
        output.diverged(failure);
        throw failure;
      } finally {
        output.close();
      }
      new RunFolder(run.folder()).write(read, report);
      output.report(report, run.folder(), signal.name());
      return signal.exitCode();
    }
  }

  /**
   * Makes sure, before a training of these options begins, that it can: of all but what is in the
   * files.
   *
   * @return the settings it would have
   */
  TrainingSettings check(Plan plan) {
    data.check();
    TrainingSettings settings = settings(plan, TrainingListener.none());
    ChainCheck.of(settings.gradients(), plan);
    ScoreCheck.of(settings, plan.topology());
    return settings;
  }

  private StopSignal signal() {
    StopSignal signal = new StopSignal(console.err());
    if (followsInput) {
      signal.follow(System.in);
    }
    return signal;
  }

  private Model compile(Topology read) {
    if (warmStart == null) {
      return Model.compile(read, data.pretrained(read, pretrained));
    } else if (!pretrained.isEmpty()) {
      throw new WrongInput(
          "--warm-start: received with --pretrained, allowed is one of them. "
              + "The rows of a run are in its weights.");
    }
    return Model.compile(read, WarmStart.of(warmStart));
  }

  private TrainingReport fit(Model model, TrainingSettings settings, TrainingOutput output)
      throws IOException {
    RunFolder folder = new RunFolder(run.folder());
    String table = TopologyTable.of(model.plan());
    if (data.streams()) {
      ExampleStream stream = data.stream();
      if (data.streamsValidation()) {
        ExampleStream validation = data.validationStream();
        output.data(stream, validation, table);
        TrainingReport report = model.fit(stream, validation, settings);
        folder.write(model, report, settings, validation);
        return report;
      }
      Examples validation = data.validation(model.topology());
      output.data(stream, validation, table);
      TrainingReport report = model.fit(stream, validation, settings);
      folder.write(model, report, settings, validation);
      return report;
    }
    if (data.streamsValidation()) {
      throw new WrongInput("--stream-valid: received without --stream, allowed is with it.");
    }
    Parts parts = data.read(model.topology(), seed);
    output.data(parts, table);
    SchemaReport.of(model.topology(), parts.training()).warnings().forEach(output::warn);
    TrainingReport report = model.fit(parts.training(), parts.heldOut(), settings);
    folder.write(model, report, settings, parts.heldOut());
    return report;
  }

  private @Nullable TensorBoard board() {
    return tensorBoard == null
        ? null
        : TensorBoard.in(tensorBoard)
            .learningRate(GradientChain.of(gradients.steps()).update().learningRate());
  }

  private TrainingSettings settings(Plan plan, TrainingListener listener) {
    TrainingSettingsBuilder settings =
        TrainingSettings.builder()
            .gradients(gradients.steps())
            .batchSize(data.batch())
            .microBatches(microBatches)
            .seed(seed)
            .checkpoints(run.checkpoints())
            .metrics(metrics.chosen())
            .execution(Execution.of(plan, data.batch()).on(device))
            .listener(listener);
    duration.apply(plan.topology(), settings);
    taken.apply(settings);
    return settings.build();
  }
}
