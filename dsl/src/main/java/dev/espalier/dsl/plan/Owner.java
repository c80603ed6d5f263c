package dev.espalier.dsl.plan;

import java.util.List;

/** Whose losses reach a parameter: gradient surgery works on shared parameters only. */
public sealed interface Owner {

  /** Reached by the losses of these tasks. */
  record Shared(List<String> tasks) implements Owner {
    /** Copies the names. */
    public Shared {
      tasks = List.copyOf(tasks);
    }
  }

  /** Reached by the loss of one task only. */
  record OfTask(String task) implements Owner {}
}
