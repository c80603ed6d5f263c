package dev.espalier.graph.internal;

import dev.espalier.dsl.Router;
import dev.espalier.dsl.SampledRouter;
import dev.espalier.dsl.Stream;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.LayerPlan;
import dev.espalier.dsl.plan.Networks;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.SparseStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Takes from experts with a router the gates that nobody reads, and the experts that are to go. A
 * router whose weights are shares of a softmax over all experts keeps its columns: without them the
 * shares of the others would be larger. So does a decision tree, whose nodes lead to several.
 *
 * @param unreached experts to go, from 0, by their step
 */
record KeptExperts(
    FrozenLayers layers, FrozenValues values, Map<SparseStep, List<Integer>> unreached) {

  /** This step with these streams and gates. */
  SparseStep of(SparseStep step, List<Stream> in, List<Stream> out, List<Integer> gates) {
    List<Integer> gone = unreached.getOrDefault(step, List.of());
    List<Integer> left =
        IntStream.range(0, step.experts().count()).boxed().filter(e -> !gone.contains(e)).toList();
    Networks kept = layers.of(step.gates(), gates);
    return new SparseStep(
        step.path(),
        step.block(),
        in,
        out,
        step.feature(),
        gone.isEmpty() || readsAll(step.block().router()) ? kept : cut(kept, left),
        null,
        gates.stream().map(step.numbers()::get).toList(),
        layers.of(step.experts(), left),
        left);
  }

  private static boolean readsAll(Router router) {
    return router.softmax() == Router.Softmax.BEFORE && !(router instanceof SampledRouter);
  }

  private Networks cut(Networks gates, List<Integer> left) {
    List<LayerPlan> all = new ArrayList<>(gates.layers());
    LayerPlan last = all.remove(all.size() - 1);
    Bank bias = last.bias() == null ? null : cut(last.bias(), left);
    all.add(
        new LayerPlan(
            last.inputs(),
            left.size(),
            cut(last.kernel(), left),
            bias,
            last.norm(),
            last.activation(),
            last.dropout()));
    return new Networks(gates.count(), gates.inputWidth(), all);
  }

  /** These columns of each member. */
  private Bank cut(Bank bank, List<Integer> left) {
    List<Parameter> members = new ArrayList<>();
    for (Parameter member : bank.members()) {
      float[] whole = values.trained(member.name());
      int width = member.shape().get(member.shape().size() - 1);
      float[] some = new float[whole.length / width * left.size()];
      for (int i = 0; i < some.length; i++) {
        some[i] = whole[i / left.size() * width + left.get(i % left.size())];
      }
      values.put(member.name(), some);
      List<Integer> shape = new ArrayList<>(member.shape());
      shape.set(shape.size() - 1, left.size());
      members.add(
          new Parameter(
              member.name(),
              shape,
              member.role(),
              member.initializer(),
              member.owner(),
              member.l2()));
    }
    return new Bank(members);
  }
}
