package dev.espalier.samples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the counts that were made for the peers, in GFLOP. */
class StepWorkTest {

  @ParameterizedTest(name = "{0}, batch {1}, {2} tasks")
  @CsvSource({
    "W1, 32, 2, 0.002",
    "W1, 256, 2, 0.0164",
    "W1, 2048, 2, 0.131",
    "W2, 1024, 4, 6.2343",
    "W3, 1024, 4, 15.9348",
    "W6, 1024, 2, 7.1649",
    "W6P, 1024, 2, 11.8488",
    "W7, 1024, 2, 9.3043",
    "W7, 1024, 32, 109.8648"
  })
  void isThatOfThePeers(String name, int batch, int tasks, double gigaflop) {
    Workload workload =
        Workload.ALL.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    assertThat(StepWork.of(workload.tasks(tasks), batch) / 1e9).isCloseTo(gigaflop, within(5.1e-5));
  }

  /** So that rates of exact and of approximate merges can be compared. */
  @ParameterizedTest
  @CsvSource({"PCGRAD_SKETCHED", "PCGRAD_REPRESENTATION"})
  void creditsAnApproximateMergeWithTheWorkItSaves(Merging merging) {
    Workload exact = Workload.ALL.get(3);
    assertThat(StepWork.of(exact.merging(merging), 64)).isEqualTo(StepWork.of(exact, 64));
  }
}
