package dev.espalier.samples.landscape;

import dev.espalier.samples.gradients.MergeName;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs merges with Adam, learning rate 0.001, from every start of a landscape.
 *
 * @param surface the landscape
 * @param steps of each run
 * @param bar when the sum of losses passes it is told
 */
public record LandscapeStudy(SurfaceName surface, long steps, float bar) {

  /**
   * What one run came to.
   *
   * @param merge its name
   * @param start where it started
   * @param run what it did
   */
  public record Row(MergeName merge, Point start, LandscapeRun run) {}

  /** All runs of these merges, told one by one as they end. */
  public List<Row> run(List<MergeName> merges, Consumer<Row> listener) {
    List<Row> rows = new ArrayList<>();
    for (MergeName merge : merges) {
      for (Point start : LandscapeRun.starts(surface)) {
        GradientChain chain = GradientChain.of(merge.step(), GradientSteps.adam(1e-3f));
        Row row = new Row(merge, start, LandscapeRun.of(surface, start, chain, steps, bar));
        listener.accept(row);
        rows.add(row);
      }
    }
    return rows;
  }
}
