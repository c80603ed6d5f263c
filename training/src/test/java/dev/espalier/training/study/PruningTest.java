package dev.espalier.training.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PruningTest {

  private static ScoreCurve curve(Random random, int epochs) {
    return ScoreCurve.of(
        DoubleStream.generate(() -> random.nextInt(12) == 0 ? Double.NaN : random.nextInt(20))
            .limit(epochs)
            .toArray());
  }

  private static List<ScoreCurve> curves(Random random) {
    List<ScoreCurve> curves = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      curves.add(curve(random, random.nextInt(9)));
    }
    return curves;
  }

  /** The best of the first epochs, straight from the definition. */
  private static double best(ScoreCurve curve, int epochs) {
    double best = Double.NaN;
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double score = curve.scores().get(epoch);
      best = Double.isNaN(best) || score > best ? score : best;
    }
    return best;
  }

  private static List<Double> peers(List<ScoreCurve> others, int epoch) {
    return others.stream()
        .filter(other -> other.scores().containsKey(epoch))
        .map(other -> best(other, epoch))
        .filter(score -> !score.isNaN())
        .sorted()
        .toList();
  }

  @Test
  void theMedianRuleIsItsDefinition() {
    Random random = new Random(1);
    int stopped = 0;
    for (int i = 0; i < 2000; i++) {
      MedianRule rule = new MedianRule(random.nextInt(4), 1 + random.nextInt(5));
      List<ScoreCurve> others = curves(random);
      ScoreCurve own = curve(random, 1 + random.nextInt(8));
      List<Double> peers = peers(others, own.epoch());
      boolean expected = false;
      if (own.epoch() > rule.warmUp() && peers.size() >= rule.atLeast()) {
        double low = peers.get((peers.size() - 1) / 2);
        double high = peers.get(peers.size() / 2);
        double score = best(own, own.epoch());
        expected = Double.isNaN(score) || score < (low + high) / 2;
      }
      assertThat(rule.isHopeless(own, others)).isEqualTo(expected);
      stopped += expected ? 1 : 0;
    }
    assertThat(stopped).isBetween(200, 1800);
  }

  @Test
  void halvingLetsTheBestShareOfARungGoOn() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      SuccessiveHalving rule = new SuccessiveHalving(1 + random.nextInt(2), 2 + random.nextInt(3));
      int rung = rule.first() * rule.factor();
      List<ScoreCurve> all = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(20); i++) {
        all.add(curve(random, rung));
      }
      List<ScoreCurve> on = new ArrayList<>();
      for (ScoreCurve each : all) {
        List<ScoreCurve> others = new ArrayList<>(all);
        others.remove(each);
        if (!rule.isHopeless(each, others)) {
          on.add(each);
        }
      }
      int share = Math.max(1, all.size() / rule.factor());
      // With as many as there are places, or more where the last place is shared.
      List<Double> ranked =
          all.stream()
              .map(each -> best(each, rung))
              .filter(score -> !score.isNaN())
              .sorted(Comparator.reverseOrder())
              .toList();
      if (ranked.size() == all.size()) {
        assertThat(on).allMatch(each -> best(each, rung) >= ranked.get(share - 1));
        assertThat(on).hasSizeGreaterThanOrEqualTo(share);
      }
    }
  }

  @Test
  void halvingLooksAtRungsOnly() {
    SuccessiveHalving rule = new SuccessiveHalving(2, 3);
    List<ScoreCurve> better =
        List.of(ScoreCurve.of(DoubleStream.generate(() -> 1).limit(30).toArray()));
    List<Integer> stopped = new ArrayList<>();
    for (int epoch = 1; epoch <= 30; epoch++) {
      if (rule.isHopeless(ScoreCurve.of(new double[epoch]), better)) {
        stopped.add(epoch);
      }
    }
    assertThat(stopped).containsExactly(2, 6, 18);
  }

  @Test
  void whoComesFirstGoesOn() {
    assertThat(new SuccessiveHalving(1, 2).isHopeless(ScoreCurve.of(-5), List.of())).isFalse();
    assertThat(new MedianRule(0, 1).isHopeless(ScoreCurve.of(-5), List.of())).isFalse();
  }

  @Test
  void aMissingEpochIsPassedOver() {
    ScoreCurve hole = ScoreCurve.of(3, 1).with(4, 2);
    assertThat(hole.bestBy(3)).isEqualTo(3);
    assertThat(hole.epoch()).isEqualTo(4);
    assertThat(hole.bestEpoch()).isEqualTo(1);
    assertThat(ScoreCurve.of(1, 5, 5).bestEpoch()).isEqualTo(2);
    assertThat(ScoreCurve.of(Double.NaN).bestEpoch()).isZero();
    assertThat(new ScoreCurve(new TreeMap<>()).bestBy(1)).isNaN();
  }

  @Test
  void refuseWhatMakesNoSense() {
    assertThatThrownBy(() -> new MedianRule(-1, 4)).hasMessageContaining("received -1 and 4");
    assertThatThrownBy(() -> new MedianRule(0, 0)).hasMessageContaining("received 0 and 0");
    assertThatThrownBy(() -> new SuccessiveHalving(0, 3)).hasMessageContaining("received 0 and 3");
    assertThatThrownBy(() -> new SuccessiveHalving(1, 1)).hasMessageContaining("received 1 and 1");
  }
}
