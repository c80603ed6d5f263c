package dev.espalier.training;

import dev.espalier.training.internal.EventFile;
import dev.espalier.training.internal.EventSummary;
import dev.espalier.training.report.Epoch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a training tells into a folder that TensorBoard shows: {@code tensorboard --logdir}
 * and the folder.
 *
 * <ul>
 *   <li>About ten times a second: {@code batch_loss/TASK}, the loss of the batch times the task's
 *       weight; {@code training/examples_per_second}; {@code training/learning_rate} where a
 *       schedule is given.
 *   <li>After each validation: {@code loss/TASK}, {@code METRIC/TASK}, {@code
 *       training/skipped_steps}, and where the gradients of the tasks are measured {@code
 *       conflict_rate/A, B}, {@code cosine/A, B}, {@code gradient_norm/TASK}, {@code
 *       gradient_weight/TASK} and the image {@code gradients/cosines}; of blocks with a router
 *       {@code expert_load/PATH, EXPERT}, {@code expert_multiply_adds/PATH}, {@code
 *       routing_entropy/PATH, GATE}, {@code routing_dropped/PATH, GATE} and {@code
 *       routing_changed/PATH, GATE}. The spread of each weight as the histogram {@code
 *       weights/NAME}, the mean shares of gates as the image {@code gates/PATH} and the codes that
 *       serving would use as the image {@code codes/PATH}, a row per stream out.
 * </ul>
 *
 * <p>Each training writes a new file. One that goes on where another stopped belongs into the same
 * folder: what the other did after the checkpoint is then no longer shown. Each event is in the
 * file at once, and on the disk after each validation.
 */
public final class TensorBoard implements TrainingListener, AutoCloseable {
  private final Path folder;
  private final @Nullable Schedule learningRate;
  private @Nullable EventFile file;
  private boolean told;

  private TensorBoard(Path folder, @Nullable Schedule learningRate) {
    this.folder = folder;
    this.learningRate = learningRate;
  }

  /** A listener that writes into this folder, which it makes. */
  public static TensorBoard in(Path folder) {
    return new TensorBoard(folder, null);
  }

  /** The same, with the learning rate of each step as this schedule has it. */
  public TensorBoard learningRate(Schedule schedule) {
    return new TensorBoard(folder, schedule);
  }

  /**
   * Opens a file.
   *
   * @throws UncheckedIOException where the folder cannot be written
   */
  @Override
  public void onStart(long steps) {
    close();
    told = false;
    try {
      file = new EventFile(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("TensorBoard's folder " + folder + " cannot be written.", e);
    }
  }

  @Override
  public void onProgress(Progress progress) {
    EventFile to = at(progress.step());
    to.write(progress.step(), EventSummary.of(progress));
    if (learningRate != null) {
      // The rate of the step that was taken last.
      float rate = learningRate.at(Math.max(0, progress.step() - 1));
      to.write(progress.step(), EventSummary.learningRate(rate));
    }
  }

  @Override
  public void onEpoch(Epoch epoch) {
    EventFile to = at(epoch.step());
    to.write(epoch.step(), EventSummary.of(epoch));
  }

  @Override
  public void onState(Epoch epoch, ModelState state) {
    EventFile to = at(epoch.step());
    to.write(epoch.step(), EventSummary.of(state));
    to.force();
  }

  private EventFile at(long step) {
    EventFile to = file;
    if (to == null) {
      throw new IllegalStateException("TensorBoard was told of a step of no training.");
    }
    if (!told) {
      to.restart(step);
      told = true;
    }
    return to;
  }

  /** Closes the file; a training that begins afterwards opens another. */
  @Override
  public void close() {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
