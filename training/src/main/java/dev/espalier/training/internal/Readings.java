package dev.espalier.training.internal;

import java.util.Arrays;

/** What steps tell, in arrays that are filled again and again. */
public final class Readings {
  private final int tasks;
  private final float[] losses;
  private final float[] surgery;
  private final float[] routing;

  /** Room for this many tasks with a loss. */
  public Readings(int tasks) {
    this(tasks, 0);
  }

  /** Room for this many tasks with a loss, and for so many numbers of routers. */
  Readings(int tasks, int routing) {
    this.tasks = tasks;
    this.routing = new float[routing];
    this.losses = new float[tasks];
    this.surgery = new float[(tasks + 1) * tasks];
    Arrays.fill(surgery, Float.NaN);
  }

  /** Number of tasks with a loss. */
  int tasks() {
    return tasks;
  }

  /** Losses of the tasks, times their weights; to be filled. */
  public float[] losses() {
    return losses;
  }

  /** The Gram matrix, then the weights of the tasks, if the chain has them; to be filled. */
  public float[] surgery() {
    return surgery;
  }

  /** What routers tell, summed over the examples of the step; to be filled, if there is room. */
  float[] routing() {
    return routing;
  }

  /** Product of two tasks' gradients by the shared weights; not a number where nobody measures. */
  float product(int first, int second) {
    return surgery[first * tasks + second];
  }

  /** What a task's gradient was multiplied with; not a number where nobody says. */
  float weight(int task) {
    return surgery[tasks * tasks + task];
  }
}
