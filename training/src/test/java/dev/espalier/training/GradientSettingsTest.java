package dev.espalier.training;

import static dev.espalier.training.GradientSteps.adaDelta;
import static dev.espalier.training.GradientSteps.adaGrad;
import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.adamW;
import static dev.espalier.training.GradientSteps.caGrad;
import static dev.espalier.training.GradientSteps.clipByGlobalNorm;
import static dev.espalier.training.GradientSteps.ftrl;
import static dev.espalier.training.GradientSteps.gradVac;
import static dev.espalier.training.GradientSteps.lazyAdam;
import static dev.espalier.training.GradientSteps.lion;
import static dev.espalier.training.GradientSteps.momentum;
import static dev.espalier.training.GradientSteps.nadam;
import static dev.espalier.training.GradientSteps.nesterov;
import static dev.espalier.training.GradientSteps.rmsProp;
import static dev.espalier.training.GradientSteps.sgd;
import static dev.espalier.training.LossWeightings.dwa;
import static dev.espalier.training.LossWeightings.epochDecay;
import static dev.espalier.training.LossWeightings.famo;
import static dev.espalier.training.LossWeightings.gradNorm;
import static dev.espalier.training.LossWeightings.smoothTchebycheff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GradientSettingsTest {

  @Test
  void defaultsAreThoseOfTheField() {
    assertThat(adam(1e-3f)).isEqualTo(new Adam(Schedules.constant(1e-3f), 0.9f, 0.999f, 1e-7f));
    assertThat(momentum(0.1f)).isEqualTo(new Momentum(Schedules.constant(0.1f), 0.9f, false));
    assertThat(momentum(0.1f).nesterov().lookAhead()).isTrue();
    assertThat(nesterov(0.1f)).isEqualTo(momentum(0.1f).nesterov());
    assertThat(lazyAdam(1e-3f)).isEqualTo(adam(1e-3f));
    assertThat(adaGrad(0.1f).start()).isEqualTo(0.1f);
    assertThat(rmsProp(0.1f)).isEqualTo(new RmsProp(Schedules.constant(0.1f), 0.9f, 0f, 1e-7f));
  }

  static List<Arguments> illegal() {
    return List.of(
        refused("clipByGlobalNorm.norm", "0.0", () -> clipByGlobalNorm(0f)),
        refused("clipByGlobalNorm.norm", "NaN", () -> clipByGlobalNorm(Float.NaN)),
        refused("clipByGlobalNorm.norm", "Infinity", () -> clipByGlobalNorm(1f / 0f)),
        refused("gradVac.decay", "1.0", () -> gradVac(1f)),
        refused("gradVac.decay", "-0.1", () -> gradVac(-0.1f)),
        refused("caGrad.c", "0.0", () -> caGrad(0f)),
        refused("caGrad.c", "1.0", () -> caGrad(1f)),
        refused("caGrad.c", "NaN", () -> caGrad(Float.NaN)),
        refused("learningRate", "-0.1", () -> sgd(-0.1f)),
        refused("learningRate", "NaN", () -> adam(Float.NaN)),
        refused("adam.beta1", "1.0", () -> adam(1e-3f).betas(1f, 0.9f)),
        refused("adam.beta2", "-0.5", () -> adam(1e-3f).betas(0.9f, -0.5f)),
        refused("adam.epsilon", "0.0", () -> adam(1e-3f).epsilon(0f)),
        refused("momentum.momentum", "1.5", () -> momentum(0.1f, 1.5f)),
        refused("adaGrad.start", "0.0", () -> adaGrad(0.1f).start(0f)),
        refused("rmsProp.decay", "1.0", () -> rmsProp(0.1f).decay(1f)),
        refused("rmsProp.momentum", "-1.0", () -> rmsProp(0.1f).momentum(-1f)),
        refused(
            "rmsProp.epsilon", "-1.0", () -> new RmsProp(Schedules.constant(1f), 0.9f, 0f, -1f)),
        refused("adamW.beta1", "1.0", () -> adamW(1e-3f).betas(1f, 0.9f)),
        refused("adamW.beta2", "-0.5", () -> adamW(1e-3f).betas(0.9f, -0.5f)),
        refused("adamW.epsilon", "0.0", () -> adamW(1e-3f).epsilon(0f)),
        refused("adamW.decay", "-0.1", () -> adamW(1e-3f).decay(-0.1f)),
        refused("nadam.beta1", "1.0", () -> nadam(1e-3f).betas(1f, 0.9f)),
        refused("nadam.beta2", "NaN", () -> nadam(1e-3f).betas(0.9f, Float.NaN)),
        refused("nadam.epsilon", "0.0", () -> nadam(1e-3f).epsilon(0f)),
        refused("adaDelta.decay", "1.0", () -> adaDelta(1f).decay(1f)),
        refused("adaDelta.epsilon", "0.0", () -> adaDelta(1f).epsilon(0f)),
        refused("ftrl.start", "0.0", () -> ftrl(0.1f).start(0f)),
        refused("ftrl.l1", "-1.0", () -> ftrl(0.1f).l1(-1f)),
        refused("ftrl.l2", "Infinity", () -> ftrl(0.1f).l2(1f / 0f)),
        refused("lion.beta1", "1.0", () -> lion(1e-4f).betas(1f, 0.9f)),
        refused("lion.beta2", "1.0", () -> lion(1e-4f).betas(0.9f, 1f)),
        refused("lion.decay", "-1.0", () -> lion(1e-4f).decay(-1f)),
        refused("epochDecay.factors[\"buy\"]", "0.0", () -> epochDecay().task("buy", 0f)),
        refused("dwa.temperature", "0.0", () -> dwa().temperature(0f)),
        refused("gradNorm.alpha", "-1.0", () -> gradNorm().alpha(-1f)),
        refused("gradNorm.rate", "0.0", () -> gradNorm().rate(0f)),
        refused("famo.rate", "NaN", () -> famo().rate(Float.NaN)),
        refused("famo.decay", "-0.1", () -> famo().decay(-0.1f)),
        refused("smoothTchebycheff.smoothness", "0.0", () -> smoothTchebycheff().smoothness(0f)),
        refused("smoothTchebycheff.warmUp", "0", () -> smoothTchebycheff().warmUp(0)),
        refused("cosine.peak", "0.0", () -> Schedules.cosine(0f, 10)),
        refused("cosine.steps", "0", () -> Schedules.cosine(1f, 0)),
        refused("cosine.floor", "2.0", () -> Schedules.cosine(1f, 10, 2f)),
        refused("exponential.start", "-1.0", () -> Schedules.exponential(-1f, 0.9f, 1)),
        refused("exponential.factor", "0.0", () -> Schedules.exponential(1f, 0f, 1)),
        refused("exponential.factor", "1.1", () -> Schedules.exponential(1f, 1.1f, 1)),
        refused("exponential.every", "-3", () -> Schedules.exponential(1f, 0.9f, -3)),
        refused("warmUp.steps", "0", () -> Schedules.warmUp(0, Schedules.constant(1f))));
  }

  static Arguments refused(String path, String received, ThrowingCallable making) {
    return Arguments.of(path, received, making);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("illegal")
  void illegalSettingsAreRefused(String path, String received, ThrowingCallable making) {
    assertRefused(path, received, making);
  }

  /** Holds that a setting is refused with its place and what was received. */
  static void assertRefused(String path, String received, ThrowingCallable making) {
    assertThatThrownBy(making)
        .isInstanceOfSatisfying(
            GradientException.class,
            e -> {
              assertThat(e.problem().path()).isEqualTo(path);
              assertThat(e.problem().received()).isEqualTo(received);
              assertThat(e.problem().allowed()).isNotBlank();
              assertThat(e.problem().hint()).isNotBlank();
            });
  }
}
