package dev.espalier.dsl;

/**
 * Sends every example to the same n experts. With a gate for each task they are the tasks' own, the
 * first n for the first task, the next for the second, and from the first again where there are
 * fewer: routing by task.
 *
 * @param k the number n, from 1 to that of the experts; every expert must be some gate's
 */
public record ReplicateRouter(int k) implements FixedRouter {

  @Override
  public String verb() {
    return "replicate";
  }
}
