package dev.espalier.samples.cli;

import dev.espalier.training.TrainingListener.Progress;
import dev.espalier.training.TrainingListener.Reading;
import dev.espalier.training.report.Epoch;
import java.util.Locale;

/** Shows people how far a training is. */
interface ProgressView extends AutoCloseable {

  void show(Reading reading);

  void show(Progress progress);

  void show(Epoch epoch);

  void say(String message);

  @Override
  void close();

  /** Loss and speed in words. */
  static String describe(Progress progress) {
    double loss = progress.losses().values().stream().mapToDouble(Float::doubleValue).sum();
    return String.format(
        Locale.ROOT, "loss %.4f, %,.0f examples/s", loss, progress.examplesPerSecond());
  }
}
