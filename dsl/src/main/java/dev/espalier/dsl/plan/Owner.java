package dev.espalier.dsl.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

  /** Who owns what all of these own together; {@code tasks} says in which order they are named. */
  static Owner union(List<Owner> owners, List<String> tasks) {
    if (owners.stream().distinct().count() == 1) {
      return owners.get(0);
    }
    Set<String> all = new LinkedHashSet<>();
    for (Owner owner : owners) {
      if (owner instanceof Shared shared) {
        all.addAll(shared.tasks());
      } else {
        all.add(((OfTask) owner).task());
      }
    }
    List<String> inOrder = new ArrayList<>(tasks.stream().filter(all::contains).toList());
    all.removeAll(tasks);
    inOrder.addAll(all); // products, which have no stream
    return new Shared(inOrder);
  }
}
