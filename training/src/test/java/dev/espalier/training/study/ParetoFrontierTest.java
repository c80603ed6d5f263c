package dev.espalier.training.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParetoFrontierTest {

  /** Scores from a small grid, so that there are equal ones. */
  private static List<double[]> candidates(int count, int scores, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(i -> DoubleStream.generate(() -> random.nextInt(6)).limit(scores).toArray())
        .toList();
  }

  private static List<double[]> frontier(List<double[]> candidates) {
    return ParetoFrontier.of(candidates, each -> each);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void noMemberIsBeatenAndEveryOtherIsBeatenByAMember(int scores) {
    for (long seed = 0; seed < 50; seed++) {
      List<double[]> all = candidates(30, scores, seed);
      List<double[]> frontier = frontier(all);
      assertThat(frontier).isNotEmpty();
      for (double[] each : all) {
        boolean beaten = frontier.stream().anyMatch(by -> ParetoFrontier.dominates(by, each));
        assertThat(beaten).isEqualTo(!frontier.contains(each));
      }
    }
  }

  @Test
  void isTheSameInAnyOrder() {
    Random random = new Random(1);
    for (long seed = 0; seed < 50; seed++) {
      List<double[]> all = new ArrayList<>(candidates(30, 3, seed));
      List<double[]> before = frontier(all);
      Collections.shuffle(all, random);
      assertThat(frontier(all)).containsExactlyInAnyOrderElementsOf(before);
    }
  }

  @Test
  void ofOneScoreItIsTheLargest() {
    List<double[]> all = candidates(30, 1, 7);
    double best = all.stream().mapToDouble(each -> each[0]).max().orElseThrow();
    assertThat(frontier(all)).isNotEmpty().allMatch(each -> each[0] == best);
  }

  @Test
  void whoHasNoNumberIsNotOnIt() {
    double[] half = {1e9, Double.NaN};
    double[] whole = {0, 0};
    assertThat(frontier(List.of(half, whole))).containsExactly(whole);
  }
}
