package dev.espalier.samples.cli;

import dev.espalier.training.DivergedException;
import dev.espalier.training.TrainingListener;
import dev.espalier.training.data.ExampleStream;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Parts;
import dev.espalier.training.data.SchemaReport;
import dev.espalier.training.report.TrainingReport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says what a training is about, how it goes, and what came out. */
interface TrainingOutput extends TrainingListener, AutoCloseable {

  /** What is trained on, and what is trained. */
  void data(Parts parts, String topology);

  /** What is read again in each epoch, and what is trained. */
  void data(ExampleStream training, Examples validation, String topology);

  /** What is read again in each epoch, to train on and to validate on, and what is trained. */
  void data(ExampleStream training, ExampleStream validation, String topology);

  /** What looks like a mistake in the data, a sentence. */
  void warn(String sentence);

  /** The training has ended because its steps could not be taken; the error follows. */
  default void diverged(DivergedException failure) {}

  @Override
  default void onSchema(SchemaReport schema) {
    schema.warnings().forEach(this::warn);
  }

  /** What came out, also where a signal ended it. */
  void report(TrainingReport report, Path run, @Nullable String signal);

  /** The training is over, well or not. */
  @Override
  void close();

  /** The output that suits whoever reads. */
  static TrainingOutput to(Console console) {
    return console.json()
        ? new TrainingEvents(console)
        : new TrainingText(
            console,
            console.isTerminal() ? new ProgressBarView() : new ProgressLines(console.err()));
  }
}
