package dev.espalier.graph.internal;

import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.LayerPlan;
import dev.espalier.dsl.plan.Networks;
import dev.espalier.dsl.plan.TowerGroup;
import dev.espalier.graph.Lowering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;

/** Writes towers and links of some tasks: what is served for each. */
final class PartLowering {
  private final Ops tf;
  private final WeightSource weights;
  private final NetworksLowering networks;

  PartLowering(Ops tf, WeightSource weights, NetworksLowering networks) {
    this.tf = tf;
    this.weights = weights;
    this.networks = networks;
  }

  /**
   * The output of each task: [batch], or [batch, classes].
   *
   * @param in one stream per task in their order, or the shared streams, which each tower reads all
   */
  Map<Task, Operand<TFloat32>> outputs(ServingPlan.Part part, Streams in, boolean shared) {
    Streams all =
        shared && in.count() > 1 ? Streams.flat(tf, 1, in.count() * in.width(), in.flat()) : in;
    Map<Task, Operand<TFloat32>> outputs = new HashMap<>();
    for (TowerGroup group : part.towers()) {
      List<LayerPlan> layers = new ArrayList<>(group.hidden().layers());
      layers.add(group.head());
      Networks towers = new Networks(group.tasks().size(), group.hidden().inputWidth(), layers);
      Streams own = all.count() == 1 ? all : some(all, part.tasks(), group.tasks());
      Streams logits = networks.apply(towers, own, Lowering.AUTO);
      link(group.tasks(), Links.classes(tf, weights, group, logits), outputs);
    }
    return outputs;
  }

  private Streams some(Streams in, List<Task> all, List<Task> wanted) {
    if (wanted.equals(all)) {
      return in;
    }
    return Streams.list(
        tf, in.width(), wanted.stream().map(task -> in.list().get(all.indexOf(task))).toList());
  }

  private void link(List<Task> tasks, Streams logits, Map<Task, Operand<TFloat32>> outputs) {
    if (tasks.size() == 1) {
      Target target = tasks.get(0).target();
      Operand<TFloat32> linked = Links.apply(tf, target, logits.flat());
      outputs.put(
          tasks.get(0),
          target.width() == 1 ? tf.reshape(linked, tf.constant(new int[] {-1})) : linked);
      return;
    }
    // All tasks of the group in one op per kind of target: tasks of one width need not be of one.
    Operand<TFloat32> stacked = logits.stacked();
    if (logits.width() == 1) {
      stacked = tf.reshape(stacked, tf.constant(new int[] {tasks.size(), -1}));
    }
    Map<Class<?>, List<? extends Operand<TFloat32>>> linked = new HashMap<>();
    for (int i = 0; i < tasks.size(); i++) {
      Target target = tasks.get(i).target();
      Operand<TFloat32> unlinked = stacked;
      List<? extends Operand<TFloat32>> each =
          linked.computeIfAbsent(
              target.getClass(), kind -> unstack(Links.apply(tf, target, unlinked), tasks.size()));
      outputs.put(tasks.get(i), each.get(i));
    }
  }

  private List<? extends Operand<TFloat32>> unstack(Operand<TFloat32> linked, long tasks) {
    return tf.unstack(linked, tasks, Unstack.axis(0L)).output();
  }
}
