package dev.espalier.dsl;

import static dev.espalier.dsl.Blocks.cgc;
import static dev.espalier.dsl.Blocks.crossNetwork;
import static dev.espalier.dsl.Blocks.crossStitch;
import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.dselectK;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.factorizationMachine;
import static dev.espalier.dsl.Blocks.l2Constrained;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.omoe;
import static dev.espalier.dsl.Blocks.ple;
import static dev.espalier.dsl.Blocks.ranks;
import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Blocks.singleTask;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Blocks.snrGate;
import static dev.espalier.dsl.Blocks.snrToTasks;
import static dev.espalier.dsl.Blocks.tensorFactorized;
import static dev.espalier.dsl.Refused.shared;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LayersCheckTest {
  private static final Snr.Granularity WEIGHT = Snr.Granularity.PER_WEIGHT;
  private static final HardConcrete CODES = HardConcrete.defaults();

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource({"sizes", "settings", "ownNetworks", "codes", "interactions", "gates", "notFinite"})
  void refusesAnIllegalSetting(String path, String received, Topology topology) {
    Refused.assertOnlyProblem(topology, path, received);
  }

  static Stream<Arguments> sizes() {
    int[] deep = IntStream.range(0, 257).map(i -> 1).toArray();
    return Stream.of(
        shared("dense.units", "no layer", dense()),
        shared("sharedBottom.units", "no layer", sharedBottom()),
        shared("experts.units", "no layer", experts(2)),
        shared("snr.units", "no layer", snr(2)),
        shared("dense.units[1]", "0", dense(4, 0)),
        shared("sharedBottom.units[0]", "65537", sharedBottom(65_537)),
        shared("dense.units", "257 layers", dense(deep)),
        shared("experts.count", "0", experts(0, 4)),
        shared("experts.count", "4097", experts(4097, 4)),
        shared("snr.subNetworks", "-1", snr(-1, 4)),
        shared("snr.subNetworks", "4097", snr(4097, 4)));
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        shared("dense.dropout", "1.0", dense(Layers.of(4).dropout(1f))),
        shared("experts.dropout", "-0.5", experts(2, Layers.of(4).dropout(-0.5f))),
        shared("sharedBottom.l2", "-1.0", sharedBottom(Layers.of(4).l2(-1f))),
        shared("snr.l2", "-1.0E-9", snr(2, Layers.of(4).l2(-1e-9f))),
        shared("snr.granularity", "PER_WEIGHT", snr(2, 4).kind(Snr.Kind.AVER).granularity(WEIGHT)));
  }

  static Stream<Arguments> interactions() {
    return Stream.of(
        shared("crossNetwork.layers", "0", crossNetwork(0)),
        shared("crossNetwork.layers", "257", crossNetwork(257)),
        shared("crossNetwork.rank", "-1", crossNetwork(2, -1)),
        shared("crossNetwork.rank", "3 for 1 shared stream of width 3", crossNetwork(2, 3)),
        shared("crossNetwork.l2", "-1.0", crossNetwork(2).l2(-1f)),
        shared("factorizationMachine.factors", "0", factorizationMachine(0)),
        shared("factorizationMachine.factors", "65537", factorizationMachine(65_537)),
        shared("factorizationMachine.l2", "NaN", factorizationMachine(2).l2(Float.NaN)));
  }

  static Stream<Arguments> gates() {
    Gate gate = Gate.linear();
    String none = "no layer, but settings of layers";
    Layers normalized = Layers.of().normalization(Normalization.LAYER);
    return Stream.of(
        shared("mmoe.hidden.units[1]", "0", mmoe(gate.hidden(4, 0))),
        shared("omoe.hidden.units[0]", "65537", omoe(gate.hidden(65_537))),
        shared("omoe.hidden.dropout", "1.0", omoe(gate.hidden(Layers.of(4).dropout(1f)))),
        shared("mmoe.hidden.l2", "-1.0", mmoe(gate.hidden(Layers.of().l2(-1f)))),
        shared("mmoe.hidden.units", none, mmoe(gate.hidden(Layers.of().dropout(0.5f)))),
        shared("omoe.hidden.units", none, omoe(gate.hidden(normalized))),
        shared(
            "mmoe.hidden.units", none, mmoe(gate.hidden(Layers.of().activation(Activation.TANH)))));
  }

  static Stream<Arguments> ownNetworks() {
    Layers normalized = Layers.of(4).normalization(Normalization.BATCH);
    return Stream.of(
        shared("singleTask.units", "no layer", singleTask()),
        shared("l2Constrained.units", "no layer", l2Constrained(1f)),
        shared("l2Constrained.strength", "-1.0", l2Constrained(-1f, 4)),
        shared("l2Constrained.strength", "NaN", l2Constrained(Float.NaN, 4)),
        shared("crossStitch.units", "no layer", crossStitch()),
        shared("crossStitch.own", "1.5", crossStitch(4).own(1.5f)),
        shared("crossStitch.own", "-0.5", crossStitch(4).own(-0.5f)),
        shared("tensorFactorized.units", "no layer", tensorFactorized(ranks(1, 1, 1))),
        shared("tensorFactorized.ranks.inputs", "0", tensorFactorized(ranks(0, 1, 1), 4)),
        shared("tensorFactorized.ranks.outputs", "-1", tensorFactorized(ranks(1, -1, 1), 4)),
        shared("tensorFactorized.ranks.tasks", "0", tensorFactorized(ranks(1, 1, 0), 4)),
        shared(
            "tensorFactorized.normalization",
            "BATCH",
            tensorFactorized(ranks(1, 1, 1), normalized)),
        shared("cgc.shared", "0", cgc(0, 1, 4)),
        shared("cgc.perTask", "-1", cgc(1, -1, 4)),
        shared("cgc.units", "no layer", cgc(1, 1)),
        shared("ple.levels", "none", ple()),
        shared("ple.levels", "257 entries", ple(257, 1, 1, 4)),
        shared("ple.levels[1].shared", "0", ple(cgc(1, 1, 4), cgc(0, 1, 4))));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void refusesAnIllegalSelector(String path, String received, DselectK block) {
    Refused.assertOnlyProblem(
        Refused.with(experts(3, 4), block), "topology.shared[1].dselectK." + path, received);
  }

  static Stream<Arguments> refusesAnIllegalSelector() {
    return Stream.of(
        Arguments.of("k", "0", dselectK(0)),
        Arguments.of("k", "4097", dselectK(4097)),
        Arguments.of("gamma", "0.0", dselectK(1).gamma(0f)),
        Arguments.of("gamma", "9.0E-7", dselectK(1).gamma(9e-7f)),
        Arguments.of("gamma", "NaN", dselectK(1).gamma(Float.NaN)),
        Arguments.of("gamma", "Infinity", dselectK(1).gamma(Float.POSITIVE_INFINITY)),
        Arguments.of("entropy", "-0.1", dselectK(1).entropy(-.1f)),
        Arguments.of("entropy", "Infinity", dselectK(1).entropy(Float.POSITIVE_INFINITY)));
  }

  static Stream<Arguments> codes() {
    return Stream.of(
        shared("snr.codes.beta", "0.0", snr(2, 4).codes(CODES.beta(0f))),
        shared("snr.codes.beta", "1.4E-45", snr(2, 4).codes(CODES.beta(Float.MIN_VALUE))),
        shared("snr.codes.gamma", "0.0", snr(2, 4).codes(CODES.stretch(0f, 1.1f))),
        shared("snr.codes.zeta", "1.0", snr(2, 4).codes(CODES.stretch(-0.1f, 1f))),
        shared("snr.codes.lambda", "-1.0", snr(2, 4).codes(CODES.lambda(-1f))),
        shared("snrGate.codes.beta", "0.0", snrGate(2, 4).codes(CODES.beta(0f))),
        shared("snrGate.codes.lambda", "-1.0", snrGate(2, 4).codes(CODES.lambda(-1f))),
        shared("snrGate.units", "no layer", snrGate(2)),
        shared("snrGate.subNetworks", "0", snrGate(0, 4)),
        shared("snrToTasks.codes.beta", "-0.5", snrToTasks().codes(CODES.beta(-0.5f))),
        shared("snrToTasks.codes.gamma", "0.1", snrToTasks().codes(CODES.stretch(0.1f, 1.1f))),
        shared("snrToTasks.codes.zeta", "0.9", snrToTasks().codes(CODES.stretch(-0.1f, 0.9f))),
        shared("snrToTasks.codes.lambda", "-1.0", snrToTasks().codes(CODES.lambda(-1f))));
  }

  static Stream<Arguments> notFinite() {
    List<Arguments> cases = new ArrayList<>();
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      String received = Float.toString(bad);
      cases.add(shared("dense.dropout", received, dense(Layers.of(4).dropout(bad))));
      cases.add(shared("dense.l2", received, dense(Layers.of(4).l2(bad))));
      Function<HardConcrete, Block> snr = codes -> snr(2, 4).codes(codes);
      cases.add(shared("snr.codes.beta", received, snr.apply(CODES.beta(bad))));
      cases.add(shared("snr.codes.gamma", received, snr.apply(CODES.stretch(bad, 2f))));
      cases.add(shared("snr.codes.zeta", received, snr.apply(CODES.stretch(-1f, bad))));
      cases.add(
          shared("snr.codes.initialLogAlpha", received, snr.apply(CODES.initialLogAlpha(bad))));
      cases.add(shared("snr.codes.lambda", received, snr.apply(CODES.lambda(bad))));
      cases.add(
          shared(
              "snrToTasks.codes.initialLogAlpha",
              received,
              snrToTasks().codes(CODES.initialLogAlpha(bad))));
    }
    return cases.stream();
  }

  @Test
  void acceptsTheEdges() {
    Layers edge = Layers.of(1, 65_536, 1).dropout(Math.nextDown(1f)).l2(0f);
    HardConcrete codes = CODES.beta(1e-6f).stretch(-Float.MIN_VALUE, Math.nextUp(1f)).lambda(0f);
    Topology topology =
        Refused.with(dense(edge), experts(4096, 1), snr(1, edge).codes(codes), sharedBottom(1));

    assertThat(topology.problems(Limits.defaults())).isEmpty();
  }
}
