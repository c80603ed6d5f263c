package dev.espalier.dsl;

import java.util.List;

/**
 * A network of its own for each task, which nothing is shared with: the baseline that a multi-task
 * model has to beat. Shared streams, read as their concatenation, to one stream per task.
 *
 * @param layers hidden layers of each network, at least one
 */
public record SingleTask(Layers layers) implements Block {
  @Override
  public boolean separates(List<Stream> in) {
    return true;
  }
}
