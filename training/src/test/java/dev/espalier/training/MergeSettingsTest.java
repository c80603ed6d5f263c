package dev.espalier.training;

import static dev.espalier.training.GradientSettingsTest.refused;
import static dev.espalier.training.GradientSteps.dbMtl;
import static dev.espalier.training.GradientSteps.gradDrop;
import static dev.espalier.training.GradientSteps.pcGradAccord;
import static dev.espalier.training.GradientSteps.pcGradAdaGrad;
import static dev.espalier.training.GradientSteps.pcGradAdam;
import static dev.espalier.training.GradientSteps.pcGradMomentum;
import static dev.espalier.training.GradientSteps.pcGradNesterov;
import static dev.espalier.training.GradientSteps.pcGradRmsProp;
import static dev.espalier.training.GradientSteps.peLtr;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MergeSettingsTest {

  static List<Arguments> illegal() {
    return List.of(
        refused("pcGradMomentum.decay", "1.0", () -> pcGradMomentum().decay(1f)),
        refused("pcGradMomentum.strength", "-0.5", () -> pcGradMomentum().strength(-0.5f)),
        refused("pcGradNesterov.decay", "NaN", () -> pcGradNesterov().decay(Float.NaN)),
        refused("pcGradNesterov.strength", "1.0", () -> pcGradNesterov().strength(1f)),
        refused("pcGradAdaGrad.strength", "2.0", () -> pcGradAdaGrad().strength(2f)),
        refused("pcGradRmsProp.decay", "-1.0", () -> pcGradRmsProp().decay(-1f)),
        refused("pcGradRmsProp.strength", "1.0", () -> pcGradRmsProp().strength(1f)),
        refused("pcGradAdam.decay", "1.0", () -> pcGradAdam().decay(1f)),
        refused("pcGradAdam.strength", "NaN", () -> pcGradAdam().strength(Float.NaN)),
        refused("pcGradAccord.decay", "1.0", () -> pcGradAccord().decay(1f)),
        refused("pcGradAccord.strength", "1.5", () -> pcGradAccord().strength(1.5f)),
        refused("dbMtl.decay", "1.0", () -> dbMtl().decay(1f)),
        refused("dbMtl.power", "-1.0", () -> dbMtl().power(-1f)),
        refused("gradDrop.leak", "1.0", () -> gradDrop(1f)),
        refused("gradDrop.leak", "-0.1", () -> gradDrop(-0.1f)),
        refused("peLtr.share", "1.0", () -> peLtr(1f)),
        refused("peLtr.share", "-0.5", () -> peLtr(-0.5f)),
        refused("peLtr.share", "NaN", () -> peLtr(Float.NaN)));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("illegal")
  void illegalSettingsAreRefused(String path, String received, ThrowingCallable making) {
    GradientSettingsTest.assertRefused(path, received, making);
  }
}
