package dev.espalier.graph.internal;

import dev.espalier.dsl.Snr;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.CustomStep;
import dev.espalier.dsl.plan.ExitStep;
import dev.espalier.dsl.plan.Networks;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a block comes to in serving. Streams that nobody reads are not counted. */
sealed interface ServingStep {

  /** Place of the block in the topology. */
  String path();

  /** Its parameters. */
  List<Bank> banks();

  /** Multiply-adds for one example. */
  long multiplyAdds();

  /** A step as a plan has it. */
  sealed interface OfPlan extends ServingStep permits Kept, Whole, Leaving {
    /** The step. */
    Step step();

    @Override
    default String path() {
      return step().path();
    }

    @Override
    default List<Bank> banks() {
      return step().banks();
    }

    @Override
    default long multiplyAdds() {
      return step().multiplyAdds();
    }
  }

  /** A step of which only what is read was kept; it is computed as in evaluation. */
  record Kept(Step step) implements OfPlan {}

  /**
   * A step that is always computed as a whole, as only its block knows what depends on what.
   *
   * @param outputs the streams out that are read
   */
  record Whole(CustomStep step, List<Integer> outputs) implements OfPlan {}

  /**
   * An exit at which examples may leave; those that stay go on.
   *
   * @param step with towers as they are served, reading all streams
   * @param outputs the streams that are read behind it
   */
  record Leaving(ExitStep step, List<Integer> outputs) implements OfPlan {}

  /**
   * Copies of a body side by side.
   *
   * @param copies for each stream out the steps that lead to it
   */
  record Copies(String path, List<List<ServingStep>> copies) implements ServingStep {
    @Override
    public List<Bank> banks() {
      return all().flatMap(step -> step.banks().stream()).toList();
    }

    @Override
    public long multiplyAdds() {
      return all().mapToLong(ServingStep::multiplyAdds).sum();
    }

    private Stream<ServingStep> all() {
      return copies.stream().flatMap(List::stream);
    }
  }

  /**
   * Experts that were chosen for tasks, and their sums.
   *
   * @param experts those that any task chose, on the stream in
   * @param left which of the block's experts these are, from 0
   * @param sums a sum for each stream out, with the weights of its task
   */
  record Chosen(Networks experts, List<Integer> left, Routing sums) implements ServingStep {
    @Override
    public String path() {
      return sums.path();
    }

    @Override
    public List<Bank> banks() {
      List<Bank> banks = new ArrayList<>(experts.banks());
      banks.addAll(sums.banks());
      return banks;
    }

    @Override
    public long multiplyAdds() {
      return experts.multiplyAdds() + sums.multiplyAdds();
    }
  }

  /**
   * Open connections into sub-networks, or into tasks where the networks have no layers.
   *
   * @param width of the streams in
   * @param outputWidth width of the streams out
   * @param groups sub-networks that read the same streams; each computed sub-network is in one
   * @param networks the sub-networks that read anything, or null for none
   * @param constants for each stream out the constant it is, or null where it is computed; the
   *     computed ones are the networks, in order
   */
  record Routing(
      String path,
      Snr.Kind kind,
      int width,
      int outputWidth,
      List<Group> groups,
      @Nullable Networks networks,
      List<@Nullable Parameter> constants)
      implements ServingStep {

    /**
     * Sub-networks that read the same streams.
     *
     * @param inputs the streams they read
     * @param outputs the networks they are
     * @param weights for kind Trans a matrix [width, width] per connection with its code multiplied
     *     in, for kind Aver a code [1, 1] per connection; output by output
     */
    record Group(List<Integer> inputs, List<Integer> outputs, Bank weights) {}

    @Override
    public List<Bank> banks() {
      List<Bank> banks = new ArrayList<>();
      groups.forEach(group -> banks.add(group.weights()));
      if (networks != null) {
        banks.addAll(networks.banks());
      }
      constants.stream()
          .filter(Objects::nonNull)
          .forEach(constant -> banks.add(new Bank(List.of(constant))));
      return banks;
    }

    @Override
    public long multiplyAdds() {
      long connection = kind == Snr.Kind.AVER ? width : (long) width * width;
      long sum = networks == null ? 0 : networks.multiplyAdds();
      for (Group group : groups) {
        sum += connection * group.inputs().size() * group.outputs().size();
      }
      return sum;
    }
  }
}
