package dev.espalier.dsl;

import java.util.List;

/**
 * Customized gate control: experts that all tasks share and experts of each task; the gate of a
 * task weighs its own and the shared ones (Tang et al. 2020, section 4.1). Shared streams, read as
 * their concatenation, to one stream per task.
 *
 * @param shared experts that every task reads, at least 1
 * @param perTask experts of each task, which no other reads; may be 0
 * @param layers hidden layers of each expert, at least one
 * @see Ple
 */
public record Cgc(int shared, int perTask, Layers layers) implements Block {
  @Override
  public boolean separates(List<Stream> in) {
    return perTask > 0;
  }
}
