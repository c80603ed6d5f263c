package dev.espalier.training.checkpoint;

import java.nio.file.Path;
import java.util.Random;

/** A run without a model: it resumes, counts steps, saves each, and says so once it is saved. */
public final class SavingLoop {

  private SavingLoop() {}

  /** Runs until it is killed: in this directory, with this seed, at most so many steps. */
  public static void main(String[] arguments) throws InterruptedException {
    CheckpointStore store = CheckpointStore.at(Path.of(arguments[0]));
    Random random = new Random(Long.parseLong(arguments[1]));
    int steps = Integer.parseInt(arguments[2]);
    try (CheckpointSaver saver = store.saver(2)) {
      say("holding");
      long step = store.findLatest().map(Checkpoint::step).orElse(0L);
      for (int i = 0; i < steps; i++) {
        step++;
        Weights.save(saver, step, random.nextInt(5));
        say("saved " + step);
      }
      say("pausing");
      saver.save(Weights.at(step + 1), prefix -> pause());
    } catch (CheckpointException e) {
      say("refused " + e.reason());
    }
  }

  private static void pause() {
    say("writing");
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
