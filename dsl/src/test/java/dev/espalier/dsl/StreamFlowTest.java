package dev.espalier.dsl;

import static dev.espalier.dsl.Blocks.aitm;
import static dev.espalier.dsl.Blocks.cgc;
import static dev.espalier.dsl.Blocks.crossNetwork;
import static dev.espalier.dsl.Blocks.crossStitch;
import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.dselectK;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.factorizationMachine;
import static dev.espalier.dsl.Blocks.hierarchicalExperts;
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
import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Blocks.tensorFactorized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The stream algebra: arity, width and owner of what each block gives, and what it refuses. */
class StreamFlowTest {
  private static final List<String> TASKS = List.of("a", "b", "c");
  private static final Gate OFFERING = Gate.linear().offers(Gate.Offer.LOGITS);

  @ParameterizedTest
  @MethodSource
  void gives(Block block, String in, String out) {
    List<Stream> streams = streams(in);

    assertThat(StreamCheck.of("path", block, streams)).isEmpty();
    assertThat(StreamFlow.after(block, streams, TASKS)).isEqualTo(streams(out));
  }

  static java.util.stream.Stream<Arguments> gives() {
    return java.util.stream.Stream.of(
        arguments(dense(7, 5), "1x3", "1x5"),
        arguments(dense(5), "4x3", "4x5"),
        arguments(dense(5), "tasks x3", "tasks x5"),
        arguments(sharedBottom(7, 5), "1x3", "1x5"),
        arguments(experts(1, 5), "1x3", "1x5"),
        arguments(experts(8, 7, 5), "1x3", "8x5"),
        arguments(crossNetwork(3), "1x3", "1x3"),
        arguments(crossNetwork(3), "4x3", "4x3"),
        arguments(crossNetwork(1, 2), "tasks x3", "tasks x3"),
        arguments(aitm("a", "b"), "tasks x3", "tasks x3"),
        arguments(factorizationMachine(5), "1x3", "1x8"),
        arguments(factorizationMachine(5), "4x3", "4x8"),
        arguments(factorizationMachine(5), "tasks x3", "tasks x8"),
        arguments(omoe(), "1x3", "1x3"),
        arguments(omoe(), "8x3", "1x3"),
        arguments(mmoe(), "1x3", "tasks x3"),
        arguments(mmoe(), "8x3", "tasks x3"),
        arguments(hierarchicalExperts(4, experts(3, 7), omoe()), "1x3", "4x7"),
        arguments(hierarchicalExperts(1, factorizationMachine(2)), "1x3", "1x5"),
        arguments(omoe(OFFERING), "1x3", "1x4"),
        arguments(omoe(OFFERING), "8x3", "1x11"),
        arguments(mmoe(OFFERING), "8x3", "tasks x11"),
        arguments(mmoe(Gate.linear().hidden(9)), "8x3", "tasks x3"),
        arguments(snr(4, 5), "1x3", "4x5"),
        arguments(snr(1, 7, 5), "8x3", "1x5"),
        arguments(dselectK(2), "2x3", "tasks x3"),
        arguments(dselectK(5), "5x3", "tasks x3"),
        arguments(sparseMoe(4, 7, 5), "1x3", "1x5"),
        arguments(sparseMoe(4, 5).gates(SparseMoe.Gates.PER_TASK), "1x3", "tasks x5"),
        arguments(sparseMoe(4, 7, 5).perPosition("s"), "1x3", "1x8"),
        arguments(
            sparseMoe(4, 5).perPosition("s").gates(SparseMoe.Gates.PER_TASK), "1x3", "tasks x8"),
        arguments(sparseMoe(4, 5).perTask(), "1x3", "tasks x5"),
        arguments(snrGate(4, 5), "1x3", "4x5"),
        arguments(snrGate(1, 7, 5), "8x3", "1x5"),
        arguments(snrToTasks(), "1x3", "tasks x3"),
        arguments(snrToTasks(), "8x3", "tasks x3"),
        arguments(singleTask(7, 5), "1x3", "tasks x5"),
        arguments(singleTask(7, 5), "8x3", "tasks x5"),
        arguments(l2Constrained(.1f, 5), "2x3", "tasks x5"),
        arguments(crossStitch(7, 5), "1x3", "tasks x5"),
        arguments(crossStitch(7, 5), "4x3", "tasks x5"),
        arguments(crossStitch(7, 5), "tasks x3", "tasks x5"),
        arguments(tensorFactorized(ranks(2, 2, 2), 7, 5), "1x3", "tasks x5"),
        arguments(cgc(2, 1, 7, 5), "1x3", "tasks x5"),
        arguments(cgc(2, 1, 7, 5), "4x3", "tasks x5"),
        arguments(ple(3, 2, 1, 7), "1x3", "tasks x7"),
        arguments(ple(cgc(1, 1, 7), cgc(2, 0, 5)), "2x3", "tasks x5"));
  }

  @ParameterizedTest
  @MethodSource
  void refuses(Block block, String in, String received) {
    Problem problem = StreamCheck.of("path", block, streams(in)).orElseThrow();

    assertThat(problem.path()).isEqualTo("path");
    assertThat(problem.received()).isEqualTo(received);
  }

  static java.util.stream.Stream<Arguments> refuses() {
    String tasks = "3 task streams of width 3";
    return java.util.stream.Stream.of(
        arguments(sharedBottom(5), "2x3", "2 shared streams of width 3"),
        arguments(experts(8, 5), "2x3", "2 shared streams of width 3"),
        arguments(hierarchicalExperts(4, omoe()), "2x3", "2 shared streams of width 3"),
        arguments(hierarchicalExperts(4, omoe()), "tasks x3", tasks),
        arguments(sharedBottom(5), "tasks x3", tasks),
        arguments(experts(8, 5), "tasks x3", tasks),
        arguments(omoe(), "tasks x3", tasks),
        arguments(mmoe(), "tasks x3", tasks),
        arguments(snr(4, 5), "tasks x3", tasks),
        arguments(dselectK(1), "1x3", "1 shared stream of width 3"),
        arguments(dselectK(1), "tasks x3", tasks),
        arguments(sparseMoe(4, 5), "tasks x3", tasks),
        arguments(snrGate(4, 5), "tasks x3", tasks),
        arguments(snrToTasks(), "tasks x3", tasks),
        arguments(singleTask(5), "tasks x3", tasks),
        arguments(l2Constrained(.1f, 5), "tasks x3", tasks),
        arguments(tensorFactorized(ranks(1, 1, 1), 5), "tasks x3", tasks),
        arguments(cgc(1, 1, 5), "tasks x3", tasks),
        arguments(ple(2, 1, 1, 5), "tasks x3", tasks));
  }

  @Test
  void refusesToSelectMoreStreamsThanThereAre() {
    Problem problem = StreamCheck.of("path", dselectK(4), streams("3x5")).orElseThrow();

    assertThat(problem.path()).isEqualTo("path.k");
    assertThat(problem.received()).isEqualTo("4 for 3 shared streams of width 5");
  }

  @Test
  void refusesToSumStreamsOfSeveralWidths() {
    List<Stream> uneven = List.of(Stream.shared(3), Stream.shared(4));

    for (Block block :
        List.of(omoe(), mmoe(), snr(2, 5), snrGate(2, 5), snrToTasks(), dselectK(1))) {
      assertThat(StreamCheck.of("path", block, uneven).orElseThrow().received())
          .isEqualTo("2 shared streams of widths [3, 4]");
    }
    assertThat(StreamCheck.of("path", dense(5), uneven)).isEmpty();
  }

  @Test
  void refusesARankThatSavesNothing() {
    Problem problem = StreamCheck.of("path", crossNetwork(2, 3), streams("1x3")).orElseThrow();

    assertThat(problem)
        .isEqualTo(
            new Problem(
                "path.rank",
                "3 for 1 shared stream of width 3",
                "below the width",
                "Leave the rank out for a full matrix, or lower it"));
    assertThat(StreamCheck.of("path", crossNetwork(2, 2), streams("1x3"))).isEmpty();
  }

  @Test
  void refusesStreamsThatOverflowAnInt() {
    List<Stream> wide = List.of(Stream.shared(Integer.MAX_VALUE - 1));

    assertThat(StreamCheck.of("path", factorizationMachine(9), wide).orElseThrow().path())
        .isEqualTo("path.factors");
    for (Block gated : List.of(omoe(OFFERING), mmoe(OFFERING))) {
      List<Stream> two = List.of(wide.get(0), wide.get(0));
      assertThat(StreamCheck.of("path", gated, two).orElseThrow().path()).isEqualTo("path.offer");
    }
    assertThat(StreamFlow.after(factorizationMachine(9), wide, TASKS))
        .containsExactly(Stream.shared(Integer.MAX_VALUE));
  }

  @Test
  void everyBlockOfAnyKindFollowsEveryOtherWhereTheStreamsAllowIt() {
    List<Block> blocks =
        List.of(
            dense(3),
            sharedBottom(3),
            experts(2, 3),
            omoe(),
            mmoe(),
            snr(2, 3),
            snrToTasks(),
            snrGate(2, 3),
            dselectK(2),
            crossNetwork(2),
            factorizationMachine(2),
            singleTask(3),
            l2Constrained(.1f, 3),
            crossStitch(3),
            tensorFactorized(ranks(1, 1, 1), 3),
            cgc(1, 1, 3),
            ple(2, 1, 1, 3),
            hierarchicalExperts(2, experts(2, 3), omoe()));
    for (Block first : blocks) {
      for (Block second : blocks) {
        Topology topology = Refused.with(first, second);
        List<Stream> between = StreamFlow.after(first, streams("1x3"), topology.taskNames());
        List<Problem> problems = new ArrayList<>();
        String path = "topology.shared[%d].%s";
        StreamCheck.of(path.formatted(0, first.verb()), first, streams("1x3"))
            .ifPresent(problems::add);
        StreamCheck.of(path.formatted(1, second.verb()), second, between).ifPresent(problems::add);

        assertThat(topology.problems(Limits.defaults())).isEqualTo(problems);
      }
    }
  }

  @Test
  void reportsTheFirstBlockAfterTheBodyWasSplit() {
    assertThat(Refused.with(mmoe(), snr(2, 3), experts(2, 3)).problems(Limits.defaults()))
        .extracting(Problem::path)
        .containsExactly("topology.shared[1].snr");
  }

  @Test
  void reportsEachBlockThatMeetsTooManySharedStreams() {
    assertThat(
            Refused.with(experts(2, 3), experts(2, 3), sharedBottom(3)).problems(Limits.defaults()))
        .extracting(Problem::path)
        .containsExactly("topology.shared[1].experts", "topology.shared[2].sharedBottom");
  }

  @Test
  void aNumberOfStreamsThatEqualsTheNumberOfTasksAssignsNothing() {
    assertThat(StreamFlow.after(experts(3, 5), streams("1x3"), TASKS)).isEqualTo(streams("3x5"));
    assertThat(StreamFlow.after(snr(3, 5), streams("3x5"), TASKS)).isEqualTo(streams("3x5"));
  }

  @Test
  void saysStreamsInWords() {
    assertThat(StreamFlow.describe(streams("1x3"))).isEqualTo("1 shared stream of width 3");
    assertThat(StreamFlow.describe(streams("tasks x3"))).isEqualTo("3 task streams of width 3");
  }

  /** {@code 8x5} is eight shared streams of width 5, {@code tasks x5} one for each task. */
  private static List<Stream> streams(String text) {
    int x = text.indexOf('x');
    int width = Integer.parseInt(text.substring(x + 1));
    return text.startsWith("tasks")
        ? TASKS.stream().map(task -> Stream.of(task, width)).toList()
        : Collections.nCopies(Integer.parseInt(text.substring(0, x)), Stream.shared(width));
  }
}
