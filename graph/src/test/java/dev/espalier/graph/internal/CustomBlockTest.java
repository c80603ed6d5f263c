package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.BlockDeclaration;
import dev.espalier.dsl.Stream;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.WeightDeclaration;
import dev.espalier.dsl.plan.Owner;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.extension.BlockGradients;
import dev.espalier.graph.extension.BlockSite;
import dev.espalier.graph.extension.CustomBlock;
import dev.espalier.graph.extension.Squash;
import dev.espalier.graph.extension.VectorJacobianProduct;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

class CustomBlockTest {

  private static Topology with(Block... blocks) {
    return Topology.builder("custom")
        .inputs(numeric("x", 4))
        .shared(blocks)
        .task(binary("buy").tower(3))
        .task(regression("dwell").tower(3))
        .build();
  }

  private static Topology squashed(Squash.Backward backward) {
    return with(experts(3, 4), new Squash(backward, 5), mmoe(), new Squash(backward, 2));
  }

  @Test
  void itsOwnBackwardPassIsTheOneThatTrains() {
    try (Trial own = Trial.of(squashed(Squash.Backward.OWN), Lowering.AUTO);
        Trial usual = Trial.of(squashed(Squash.Backward.TENSORFLOW), Lowering.AUTO)) {
      for (int t = 0; t < 2; t++) {
        Map<String, float[]> expected =
            new Gradients(usual, usual.graph.objective().losses().get(t))
                .byParameter(usual.batch());
        Map<String, float[]> found =
            new Gradients(own, own.graph.objective().losses().get(t)).byParameter(own.batch());
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        found.forEach(
            (name, gradient) ->
                assertThat(gradient).as(name).containsExactly(expected.get(name), within(1e-6f)));
      }
    }
  }

  @Test
  void ownersFollowFromWhatItSaysThatItReads() {
    Plan plan = Plan.of(with(experts(2, 4), mmoe(), new PerTask()));
    assertThat(plan.steps().get(2).banks())
        .extracting(bank -> bank.members().get(0).owner())
        .containsExactly(new Owner.OfTask("buy"), new Owner.OfTask("dwell"));
    assertThat(plan.steps().get(1).banks().get(0).members())
        .extracting(Parameter::owner)
        .containsExactly(new Owner.OfTask("buy"), new Owner.OfTask("dwell"));
  }

  @Test
  void aPenaltyIsPartOfTrainingAndNoiseIsFreshAtEachStep() {
    try (Trial trial = Trial.of(with(new Noisy()), Lowering.AUTO)) {
      Operand<TFloat32> penalty = trial.graph.objective().penalty();
      assertThat(penalty).isNotNull();
      float first = trial.run(List.of(penalty), trial.batch(), Map.of()).get(0)[0];
      assertThat(trial.run(List.of(penalty), trial.batch(), Map.of()).get(0)[0]).isEqualTo(first);
      trial.assign(Map.of(), 1);
      assertThat(trial.run(List.of(penalty), trial.batch(), Map.of()).get(0)[0])
          .isNotEqualTo(first);
      assertThat(trial.predictions(trial.batch())).isNotEmpty();
    }
  }

  @Test
  void sayWhatItGotWrong() {
    assertThatThrownBy(() -> Trial.of(with(new Undefined()), Lowering.AUTO))
        .hasMessageStartingWith("topology.shared[0].undefined: ")
        .hasMessageContaining("does not say how it is computed");
    assertThatThrownBy(() -> Trial.of(with(new Wrong(Wrong.Error.TOO_MANY)), Lowering.AUTO))
        .hasMessage("topology.shared[0].wrong gave 2 streams and declared 1.");
    assertThatThrownBy(() -> Trial.of(with(new Wrong(Wrong.Error.NO_WEIGHT)), Lowering.AUTO))
        .hasMessage(
            "topology.shared[0].wrong: no weight \"other\" was declared; those that were are"
                + " [kernel].");
    assertThatThrownBy(() -> Trial.of(with(new Wrong(Wrong.Error.FEATURES)), Lowering.AUTO))
        .hasMessageContaining("does not say that it reads the features");
    try (Trial trial = Trial.of(with(new Wrong(Wrong.Error.NO_GRADIENT)), Lowering.AUTO)) {
      assertThatThrownBy(() -> new Gradients(trial, trial.graph.objective().losses().get(0)))
          .hasMessageContaining("gave no gradient of its weight \"kernel\"");
    }
  }

  /** Scales the stream of each task by a vector of its own. */
  record PerTask() implements CustomBlock {
    @Override
    public List<Stream> after(List<Stream> in, List<String> tasks) {
      return in;
    }

    @Override
    public List<WeightDeclaration> weights(Site site) {
      int width = site.in().get(0).width();
      return List.of(
          WeightDeclaration.vector("first", width, 1f).of(0),
          WeightDeclaration.vector("second", width, 1f).of(1));
    }

    @Override
    public List<Integer> reads(int out, List<Stream> in) {
      return List.of(out);
    }

    @Override
    public List<Operand<TFloat32>> apply(BlockSite site, List<Operand<TFloat32>> in) {
      return List.of(
          site.tf().math.mul(in.get(0), site.weight("first")),
          site.tf().math.mul(in.get(1), site.weight("second")));
    }
  }

  /** Adds noise in training, and pays for it. */
  record Noisy() implements CustomBlock {
    @Override
    public List<Stream> after(List<Stream> in, List<String> tasks) {
      return in;
    }

    @Override
    public boolean readsFeatures() {
      return true;
    }

    @Override
    public List<Operand<TFloat32>> apply(BlockSite site, List<Operand<TFloat32>> in) {
      if (!site.isTraining()) {
        site.penalty(site.tf().constant(Float.NaN));
        return in;
      }
      Operand<TFloat32> noise = site.uniform("noise", in.get(0));
      site.penalty(site.tf().math.mean(noise, site.tf().constant(new int[] {0, 1})));
      return List.of(site.tf().math.add(site.features(), noise));
    }
  }

  /** Declared, but not computed. */
  record Undefined() implements BlockDeclaration {
    @Override
    public List<Stream> after(List<Stream> in, List<String> tasks) {
      return in;
    }
  }

  /** Does something else than it declares. */
  record Wrong(Error error) implements CustomBlock {
    enum Error {
      TOO_MANY,
      NO_WEIGHT,
      FEATURES,
      NO_GRADIENT
    }

    @Override
    public List<Stream> after(List<Stream> in, List<String> tasks) {
      return in;
    }

    @Override
    public List<WeightDeclaration> weights(Site site) {
      return List.of(WeightDeclaration.vector("kernel", site.in().get(0).width(), 1f));
    }

    @Override
    public List<Operand<TFloat32>> apply(BlockSite site, List<Operand<TFloat32>> in) {
      return switch (error) {
        case TOO_MANY -> List.of(in.get(0), in.get(0));
        case NO_WEIGHT -> List.of(site.weight("other"));
        case FEATURES -> List.of(site.features());
        case NO_GRADIENT -> List.of(site.tf().math.mul(in.get(0), site.weight("kernel")));
      };
    }

    @Override
    public Optional<VectorJacobianProduct> vectorJacobianProduct() {
      return error == Error.NO_GRADIENT
          ? Optional.of((site, pass) -> new BlockGradients(pass.gradients(), Map.of()))
          : Optional.empty();
    }
  }
}
