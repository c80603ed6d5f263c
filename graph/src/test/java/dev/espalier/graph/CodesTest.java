package dev.espalier.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.HardConcrete;
import dev.espalier.dsl.Snr;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What follows from a frozen model without TensorFlow. */
class CodesTest {

  @Test
  void areTheDeterministicCodesOfLogAlpha() {
    Codes codes = Zoo.routed(Snr.Kind.TRANS, Zoo.halfClosed()).frozen().codes().get(0);
    assertThat(codes.path()).isEqualTo("topology.shared[1].snr");
    assertThat(codes.at(0, 0)).isEqualTo(1f);
    assertThat(codes.at(0, 1)).isZero();
    // sigmoid(0.3) 1.2 - 0.1
    assertThat(codes.at(0, 2)).isCloseTo(.5893310f, within(1e-6f));
    assertThat(codes.isOpen(0, 1)).isFalse();
    assertThat(codes.isOpen(0, 2)).isTrue();
    assertThat(codes.closed()).isEqualTo(4);
    assertThat(codes.connections()).isEqualTo(9);
  }

  @Test
  void closeExactlyWhereTheStretchedSigmoidIsNotPositive() {
    // sigmoid(x) 1.2 - 0.1 is zero at x = -ln 11.
    float zero = (float) -Math.log(11);
    float[] logAlpha = {zero - 1e-5f, zero + 1e-5f, zero - 1, zero + 1, 0, 0, 0, 0, 0};
    Codes codes = Zoo.routed(Snr.Kind.TRANS, logAlpha).frozen().codes().get(0);
    assertThat(codes.values().get(0).get(0)).isZero();
    assertThat(codes.values().get(0).get(1)).isPositive();
    assertThat(codes.values().get(0).get(2)).isZero();
    assertThat(codes.values().get(1).get(0)).isPositive();
  }

  @Test
  void areInTheReportAsAMatrix() {
    PruningReport report = Zoo.routed(Snr.Kind.TRANS, Zoo.constant()).frozen().pruning();
    assertThat(report.text())
        .contains(
            "topology.shared[1].snr: 4 of 9 connections closed"
                + " (rows: streams out, columns: streams in)\n"
                + "   1.00     .  0.59\n"
                + "      .     .     .\n"
                + "   0.59  1.00  1.00\n")
        .containsPattern("topology\\.tasks\\[0\\] \\(click\\) +43 +43 +36 +36 +172 +172\n")
        .contains("constant [1]");
  }

  @Test
  void ofWeightsAreTheirMeanAndClosedWhereAllAre() {
    TrainedModel model = RoutedZoo.perWeight();
    Codes codes = model.frozen().codes().get(0);
    double sum = 0;
    for (float logAlpha : model.parameters.get("shared1/snr/0/trans1/logAlpha")) {
      sum += HardConcrete.defaults().frozen(logAlpha);
    }
    assertThat(codes.at(0, 1)).isCloseTo((float) (sum / 36), within(1e-6f));
    assertThat(codes.at(0, 1)).isBetween(.1f, 2f / 3);
    assertThat(codes.isOpen(1, 0)).isFalse();
    assertThat(codes.closed()).isEqualTo(1);
    assertThat(codes.connections()).isEqualTo(4);
  }

  @Test
  void saysWhatIsWrongWithParameters() {
    TrainedModel model = Zoo.routed(Snr.Kind.TRANS, Zoo.constant());
    float[] good = model.parameters.put("tasks/dwell/head/bias", new float[2]);
    assertThatIllegalArgumentException()
        .isThrownBy(model::frozen)
        .withMessageContaining("\"tasks/dwell/head/bias\" has shape [1]")
        .withMessageContaining("received 2");
    model.parameters.put("tasks/dwell/head/bias", new float[] {Float.NaN});
    assertThatIllegalArgumentException().isThrownBy(model::frozen).withMessageContaining("NaN");
    model.parameters.put("tasks/dwell/head/bias", good);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrozenModel.of(model.plan, FittedFeatures.none(), model.parameters))
        .withMessageContaining("age");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                FrozenModel.of(
                    model.plan,
                    new FittedFeatures(
                        Map.of(
                            "age", model.fitted.standardization("vector"),
                            "vector", model.fitted.standardization("vector")),
                        Map.of()),
                    model.parameters))
        .withMessageContaining("\"age\" has width 1 and was fitted with width 3");
  }
}
