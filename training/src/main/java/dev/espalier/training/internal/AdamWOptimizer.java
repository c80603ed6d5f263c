package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.Adam;
import dev.espalier.training.AdamW;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Adam with weight decay apart from the gradient, see {@link AdamW}. */
final class AdamWOptimizer implements Optimizer {
  private final Site site;
  private final Optimizer adam;
  private final Operand<TFloat32> share;

  AdamWOptimizer(Site site, AdamW settings, Operand<TFloat32> rate) {
    this.site = site;
    this.adam =
        new AdamOptimizer(
            site,
            new Adam(
                settings.learningRate(), settings.beta1(), settings.beta2(), settings.epsilon()),
            rate);
    this.share = site.tf().math.mul(rate, site.tf().constant(settings.decay()));
  }

  @Override
  public List<Op> dense(Weight weight, Operand<TFloat32> gradient) {
    return decayed(adam.dense(weight, gradient), new Entries(site, weight, null));
  }

  @Override
  public List<Op> rows(Weight table, Operand<TInt32> rows, Operand<TFloat32> gradient) {
    return decayed(adam.rows(table, rows, gradient), new Entries(site, table, rows));
  }

  /** Adam's move does not depend on the weight, so that the decay may come after it. */
  private List<Op> decayed(List<Op> moves, Entries entries) {
    if (!entries.weight().decays()) {
      return moves;
    }
    Ops after = site.tf().withControlDependencies(moves);
    Site last = new Site(site.tf(), after, site.slots(), site.step());
    List<Op> all = new ArrayList<>(moves);
    all.add(
        new Entries(last, entries.weight(), entries.rows())
            .subtract(site.tf().math.mul(entries.values(), share)));
    return all;
  }
}
