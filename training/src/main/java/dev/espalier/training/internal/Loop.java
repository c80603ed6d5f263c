package dev.espalier.training.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;

/**
 * A loop that runs inside of a graph until it is done: its body is in the graph once, however many
 * rounds a step takes. The processor runs it, since a round is many small ops.
 */
final class Loop {

  private Loop() {}

  /**
   * What the state is when the loop ends.
   *
   * @param start the state before the first round
   * @param given what every round reads and none changes
   * @param goesOn whether another round follows, a scalar
   * @param round the state after a round, of the same shapes as before it, from the state and what
   *     is given
   */
  static List<Operand<TFloat64>> run(
      Ops tf,
      List<Operand<TFloat64>> start,
      List<Operand<TFloat64>> given,
      BiFunction<Ops, List<Operand<TFloat64>>, Operand<TBool>> goesOn,
      Round round) {
    List<Operand<TFloat64>> all = new ArrayList<>(start);
    all.addAll(given);
    int n = start.size();
    Ops processor =
        tf.withDevice(
            DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.CPU).deviceIndex(0).build());
    // TensorFlow copies both functions into the graph.
    try (ConcreteFunction condition =
            function(all, (ops, in) -> List.of(goesOn.apply(ops, in.subList(0, n))));
        ConcreteFunction body =
            function(
                all,
                (ops, in) -> {
                  List<Operand<?>> out =
                      new ArrayList<>(round.apply(ops, in.subList(0, n), in.subList(n, in.size())));
                  in.subList(n, in.size()).forEach(each -> out.add(ops.identity(each)));
                  return out;
                })) {
      List<Operand<TFloat64>> last = new ArrayList<>();
      for (Output<?> output :
          processor.whileOp(List.copyOf(all), condition, body).output().subList(0, n)) {
        last.add(output.expect(TFloat64.class));
      }
      return last;
    }
  }

  /** Writes a round of a loop. */
  interface Round {
    List<? extends Operand<TFloat64>> apply(
        Ops tf, List<Operand<TFloat64>> state, List<Operand<TFloat64>> given);
  }

  private static ConcreteFunction function(
      List<Operand<TFloat64>> like,
      BiFunction<Ops, List<Operand<TFloat64>>, List<? extends Operand<?>>> body) {
    return ConcreteFunction.create(
        ops -> {
          Signature.Builder signature = Signature.builder();
          List<Operand<TFloat64>> inputs = new ArrayList<>();
          for (Operand<TFloat64> each : like) {
            Operand<TFloat64> input =
                ops.placeholder(TFloat64.class, Placeholder.shape(each.shape()));
            signature.input("in" + inputs.size(), input);
            inputs.add(input);
          }
          List<? extends Operand<?>> outputs = body.apply(ops, inputs);
          for (int i = 0; i < outputs.size(); i++) {
            signature.output("out" + i, outputs.get(i));
          }
          return signature.build();
        });
  }
}
