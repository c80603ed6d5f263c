package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuiltyTest {

  @Test
  void findsThoseThatFailAlone() {
    Set<Integer> bad = Set.of(3, 70);
    AtomicInteger tries = new AtomicInteger();
    List<Integer> found =
        Guilty.of(
            100,
            some -> {
              tries.incrementAndGet();
              return some.stream().anyMatch(bad::contains);
            });
    assertThat(found).containsExactly(3, 70);
    assertThat(tries.get()).isLessThan(40);
  }

  @Test
  void findsTheFewestThatFailTogether() {
    assertThat(Guilty.of(16, some -> some.containsAll(List.of(4, 6)))).containsExactly(4, 5, 6, 7);
    assertThat(Guilty.of(16, some -> some.containsAll(List.of(0, 15)))).hasSize(16);
  }

  @Test
  void aFewAreEnough() {
    assertThat(Guilty.of(64, some -> true)).containsExactly(0, 1, 2);
    assertThat(Guilty.of(64, some -> false)).isEmpty();
  }
}
