package dev.espalier.dsl.plan;

import dev.espalier.dsl.Exit;
import dev.espalier.dsl.Stream;
import java.util.List;

/**
 * Towers on the way: the streams go on as they are, for those examples that do not leave.
 *
 * @param towers groups of tasks with towers of one shape, of all tasks that have one
 */
public record ExitStep(String path, Exit block, List<Stream> in, List<TowerGroup> towers)
    implements Step {

  /** Copies the lists. */
  public ExitStep {
    in = List.copyOf(in);
    towers = List.copyOf(towers);
  }

  @Override
  public List<Stream> out() {
    return in;
  }

  @Override
  public List<Bank> banks() {
    return towers.stream().flatMap(group -> group.banks().stream()).toList();
  }

  @Override
  public long multiplyAdds() {
    long sum = 0;
    for (TowerGroup group : towers) {
      sum = Plan.plus(sum, group.multiplyAdds());
    }
    return sum;
  }
}
