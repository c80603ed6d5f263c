package dev.espalier.samples.cli;

import dev.espalier.dsl.json.TopologyJsonException;
import dev.espalier.samples.study.Capacity;
import dev.espalier.samples.study.PlannedStudy;
import dev.espalier.samples.study.Studies;
import dev.espalier.samples.study.Study;
import dev.espalier.samples.study.StudyException;
import dev.espalier.samples.study.StudyFolder;
import dev.espalier.samples.study.StudyJson;
import dev.espalier.samples.study.StudyPlanner;
import dev.espalier.samples.study.StudyReport;
import dev.espalier.samples.study.StudyResult;
import dev.espalier.samples.study.Trial;
import dev.espalier.samples.study.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier study}. */
@Command(
    name = "study",
    header = "Search values of a topology and its training: a grid, or at random.",
    description = {
      "Runs each trial of a study as a 'train' in a process of its own, several at once, and writes",
      "a table, a report with plots, and which trials no other one beats over the tasks.",
      "Everything that is wrong with any trial is told before the first one runs. The same command",
      "goes on where it stopped, of whatever: trials that are done stay, others go on from their",
      "last checkpoint. On Ctrl-C or SIGTERM the trials save and end with it."
    })
final class StudyCommand implements Callable<Integer> {
  @Mixin private Console console;
  @Mixin private CapacityOptions capacity;

  @Parameters(paramLabel = "STUDY.json", description = "What to try; see samples/studies/*.json.")
  private Path file;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the study: trials.csv, study.md, plots, and a run per trial.")
  private Path out;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description =
          "Trials of a random search, instead of the file's number; more come after those.")
  private @Nullable Integer trials;

  @Option(names = "--dry-run", description = "Check all trials, list them, and run none.")
  private boolean dry;

  @Option(
      names = "--retry-failed",
      description = "Run trials again that failed; those that diverged would do so again.")
  private boolean retries;

  @Option(
      names = "--max-failed",
      paramLabel = "N",
      defaultValue = "3",
      description = "Stop when more than N trials have failed; default ${DEFAULT-VALUE}.")
  private int mostFailed;

  @Option(
      names = "--tensorboard",
      description = "Write what TensorBoard shows beside each trial: tensorboard --logdir DIR.")
  private boolean tensorBoard;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PlannedStudy study = plan();
    if (dry) {
      List<Trial> none =
          study.trials().stream().map(trial -> Trial.waiting(trial.number())).toList();
      StudyOutput.to(console).planned(new StudyResult(study, none), capacity.of(none.size()));
      return 0;
    }
    if (Files.exists(out)) {
      InputFile.folder(out);
    }
    try (StudyFolder folder = StudyFolder.open(out, study.study());
        StopSignal signal = new StopSignal(console.err())) {
      StudyOutput output = StudyOutput.to(console);
      List<Trial> known = Studies.trials(study, folder, retries);
      Capacity chosen =
          capacity.of((int) known.stream().filter(trial -> !trial.state().isOver()).count());
      signal.listen();
      Studies studies =
          new Studies(EspalierCommand.class.getName(), chosen, tensorBoard, mostFailed);
      StudyResult result = studies.run(study, folder, known, new StoppableStudy(output, signal));
      StudyReport.write(result, folder);
      output.result(result, out, signal.name());
      int stopped = signal.exitCode();
      return stopped != 0 ? stopped : result.count(TrialState.FAILED) > 0 ? 1 : 0;
    }
  }

  private PlannedStudy plan() throws IOException {
    InputFile.readable(file);
    try {
      Study study = StudyJson.read(file, trials);
      return StudyPlanner.plan(study, file.toAbsolutePath().resolveSibling(""), new TrainOptions());
    } catch (StudyException | TopologyJsonException wrong) {
      throw new WrongInput(file + ": " + wrong.getMessage());
    }
  }
}
