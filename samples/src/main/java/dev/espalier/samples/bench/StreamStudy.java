package dev.espalier.samples.bench;

import dev.espalier.training.GradientSteps;
import dev.espalier.training.Model;
import dev.espalier.training.TrainingListener;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.data.ExampleStream;
import dev.espalier.training.data.Examples;
import dev.espalier.training.report.TrainingReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Trains on a made-up table, streamed from files or held in memory, and tells how large the process
 * is meanwhile.
 *
 * @param workload what is trained
 * @param rows of the table
 * @param batch examples per step
 * @param epochs passes over the table
 * @param files that the table is cut into; none for a table in memory
 * @param folder of the files, which stay there for another time
 */
public record StreamStudy(
    Workload workload, int rows, int batch, int epochs, int files, Path folder) {
  private static final int HELD_OUT = 4096;

  /**
   * How it goes.
   *
   * @param seconds since the training began
   * @param step steps so far
   * @param examplesPerSecond of the last interval
   * @param residentMib resident size of the process
   */
  public record Reading(double seconds, long step, double examplesPerSecond, long residentMib) {}

  /** Writes what is missing of the files, and trains; {@code told} every so many seconds. */
  public TrainingReport run(double interval, Consumer<Reading> told) throws IOException {
    Examples held = rows(HELD_OUT, -1).table(HELD_OUT);
    TrainingSettings settings = settings(interval, told);
    try (Model model = Model.compile(workload.topology())) {
      return files == 0
          ? model.fit(rows(rows, 0).table(rows), held, settings)
          : model.fit(stream(), held, settings);
    }
  }

  private DrawnRows rows(int count, long seed) {
    return new DrawnRows(workload.inputs(), workload.tasks(), workload.binary(), seed + count);
  }

  private ExampleStream stream() throws IOException {
    Path[] parts = new Path[files];
    for (int i = 0; i < files; i++) {
      int count = (int) ((long) rows * (i + 1) / files - (long) rows * i / files);
      parts[i] = folder.resolve("%s-%d-%d-%d.tfrecord".formatted(workload.name(), rows, i, files));
      if (!Files.exists(parts[i])) {
        Path unfinished = folder.resolve(parts[i].getFileName() + ".part");
        rows(count, i).write(unfinished, count);
        Files.move(unfinished, parts[i]);
      }
    }
    return ExampleStream.tfRecord(parts);
  }

  private TrainingSettings settings(double interval, Consumer<Reading> told) {
    return TrainingSettings.builder()
        .gradients(workload.merging().step(), GradientSteps.adam(1e-3f))
        .batchSize(batch)
        .epochs(epochs)
        .listener(new Watch(interval, batch, told))
        .build();
  }

  private static final class Watch implements TrainingListener {
    private final double interval;
    private final int batch;
    private final Consumer<StreamStudy.Reading> told;
    private final long began = System.nanoTime();
    private double last;
    private long lastStep;

    Watch(double interval, int batch, Consumer<StreamStudy.Reading> told) {
      this.interval = interval;
      this.batch = batch;
      this.told = told;
    }

    @Override
    public void onProgress(Progress now) {
      double seconds = (System.nanoTime() - began) / 1e9;
      if (seconds - last >= interval) {
        double rate = (now.step() - lastStep) * batch / (seconds - last);
        told.accept(new StreamStudy.Reading(seconds, now.step(), rate, MachineLoad.residentMib()));
        last = seconds;
        lastStep = now.step();
      }
    }
  }
}
