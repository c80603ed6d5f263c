package dev.espalier.dsl;

import java.util.List;

/**
 * Progressive layered extraction: levels of customized gate control, between which the shared
 * experts have a gate of their own over all experts of the level (Tang et al. 2020, section 4.2).
 * Shared streams, read as their concatenation, to one stream per task.
 *
 * <p>The gates of the first level read the features; those above read the stream of the level
 * below. The last level has no shared gate, since nobody would read it.
 *
 * @param levels first to last, at least one
 */
public record Ple(List<Cgc> levels) implements Block {

  /** Copies the list. */
  public Ple {
    levels = List.copyOf(levels);
  }

  @Override
  public boolean separates(List<Stream> in) {
    return levels.stream().anyMatch(level -> level.perTask() > 0);
  }
}
