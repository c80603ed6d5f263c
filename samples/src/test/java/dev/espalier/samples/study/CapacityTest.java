package dev.espalier.samples.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CapacityTest {
  private static final Machine MACHINE = new Machine(8, 10_000);

  private static Capacity of(Integer processes, Integer threads, int heap, int trials) {
    return Capacity.of(MACHINE, processes, threads, heap, 1000, trials);
  }

  @Test
  void aTrialForEachCoreWhereTheMemoryIsEnough() {
    Capacity chosen = of(null, null, 100, 100);
    assertThat(chosen.processes()).isEqualTo(8);
    assertThat(chosen.threads()).isEqualTo(1);
    assertThat(chosen.reason())
        .isEqualTo(
            "8 at once (cores allow 8), 1 thread each: 8 cores, 10,000 MiB free, 100 MiB of heap and"
                + " 1,000 MiB beside it for each.");
  }

  @Test
  void memoryBoundsThemAndLeftCoresAreSharedOut() {
    Capacity chosen = of(null, null, 1500, 100);
    assertThat(chosen.processes()).isEqualTo(4);
    assertThat(chosen.threads()).isEqualTo(2);
    assertThat(chosen.reason()).contains("memory allows 4");
  }

  @Test
  void oneRunsEvenWhereMemoryIsScarce() {
    Capacity chosen = of(null, null, 20_000, 100);
    assertThat(chosen.processes()).isEqualTo(1);
    assertThat(chosen.threads()).isEqualTo(8);
    assertThat(chosen.reason()).contains("memory allows less than one");
  }

  @Test
  void neverMoreThreadsThanCoresWhateverIsAsked() {
    for (int processes = 1; processes < 20; processes++) {
      for (int threads = 1; threads < 20; threads++) {
        Capacity chosen = of(processes, threads, 100, 100);
        assertThat(chosen.threads()).isEqualTo(threads);
        assertThat(chosen.processes()).isLessThanOrEqualTo(processes);
        assertThat(chosen.processes() == 1 || chosen.processes() * threads <= 8).isTrue();
      }
    }
    assertThat(of(3, null, 100, 100).reason()).contains("3 at once (--processes), 2 threads");
    assertThat(of(30, null, 100, 100).reason()).contains("8 at once (cores allow 8)");
  }

  @Test
  void noMoreThanThereAreTrials() {
    assertThat(of(null, null, 100, 3).processes()).isEqualTo(3);
    assertThat(of(null, null, 100, 3).reason()).contains("no more trials are left");
    assertThat(of(null, null, 100, 0).processes()).isEqualTo(1);
  }
}
