package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which rows of several tables each batch has. */
class BatchMixTest {
  private static final int LONG = 50;
  private static final int SHORT = 7;

  /** 50 rows, 8 a step: 6 steps; 7 rows, 3 a step: 2 steps. */
  private static EncodedExamples encoded() {
    int[] tables = new int[LONG + SHORT];
    Arrays.fill(tables, LONG, LONG + SHORT, 1);
    int rows = LONG + SHORT;
    return new EncodedExamples(
        rows,
        1,
        new float[rows],
        0,
        new int[0],
        new int[] {1},
        new float[rows],
        null,
        List.of(),
        new Portions(List.of(8, 3), tables));
  }

  private static Batches batches() {
    return Batches.training(encoded(), null, 999, 5);
  }

  private static List<Integer> rows(BatchReader reader, int epoch, int batch) {
    return Arrays.stream(reader.rows(new BatchPosition(epoch, batch))).boxed().toList();
  }

  @Test
  void aBatchHasItsRowsOfEachTable() {
    Batches batches = batches();
    assertThat(batches.batchSize()).isEqualTo(11);
    assertThat(batches.perEpoch()).isEqualTo(6);
    BatchReader reader = new BatchReader(encoded(), batches);
    for (int epoch = 0; epoch < 3; epoch++) {
      List<Integer> seen = new ArrayList<>();
      for (int b = 0; b < 6; b++) {
        List<Integer> rows = rows(reader, epoch, b);
        assertThat(rows).hasSize(11).doesNotHaveDuplicates();
        assertThat(rows.subList(0, 8)).allMatch(row -> row < LONG);
        assertThat(rows.subList(8, 11)).allMatch(row -> row >= LONG);
        seen.addAll(rows.subList(0, 8));
      }
      assertThat(seen).as("the longest table once").doesNotHaveDuplicates();
    }
  }

  @Test
  void aShortTableGoesRoundInNewOrders() {
    BatchReader reader = new BatchReader(encoded(), batches());
    List<List<Integer>> passes = new ArrayList<>();
    for (int b = 0; b < 12; b += 2) {
      List<Integer> pass = new ArrayList<>(rows(reader, b / 6, b % 6).subList(8, 11));
      pass.addAll(rows(reader, b / 6, b % 6 + 1).subList(8, 11));
      assertThat(pass).as("a pass").doesNotHaveDuplicates();
      passes.add(pass);
    }
    assertThat(passes).doesNotHaveDuplicates();
  }

  @Test
  void anyPositionIsFoundAtOnce() {
    BatchReader along = new BatchReader(encoded(), batches());
    for (int step = 0; step < 20; step++) {
      BatchPosition position = batches().at(step);
      assertThat(new BatchReader(encoded(), batches()).rows(position))
          .containsExactly(along.rows(position));
    }
  }

  @Test
  void partsShareEachTable() {
    EncodedExamples even =
        new EncodedExamples(
            40,
            1,
            new float[40],
            0,
            new int[0],
            new int[] {1},
            new float[40],
            null,
            List.of(),
            new Portions(
                List.of(8, 4), IntStream.range(0, 40).map(row -> row < 29 ? 0 : 1).toArray()));
    Batches whole = Batches.training(even, null, 1, 5);
    Batches parts = whole.split(4);
    assertThat(parts.batchSize()).isEqualTo(3);
    assertThat(parts.perEpoch()).isEqualTo(4 * whole.perEpoch());
    BatchReader wholes = new BatchReader(even, whole);
    BatchReader reader = new BatchReader(even, parts);
    for (int epoch = 0; epoch < 2; epoch++) {
      for (int b = 0; b < whole.perEpoch(); b++) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          List<Integer> rows = rows(reader, epoch, 4 * b + i);
          assertThat(rows.stream().filter(row -> row < 29)).hasSize(2);
          found.addAll(rows);
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(rows(wholes, epoch, b));
      }
    }
    assertThatThrownBy(() -> batches().split(11))
        .isInstanceOf(ExamplesException.class)
        .hasMessageContaining("11 parts of a batch of 8");
  }

  @Test
  void groupsStayTogetherInTheirTable() {
    EncodedExamples examples = encoded();
    int[] groups = IntStream.range(0, LONG + SHORT).map(row -> row / 4).toArray();
    BatchReader reader = new BatchReader(examples, Batches.training(examples, groups, 1, 5));
    List<Integer> order = new ArrayList<>();
    for (int b = 0; b < 6; b++) {
      rows(reader, 0, b).stream().filter(row -> row < LONG).forEach(row -> order.add(row / 4));
    }
    long changes =
        IntStream.range(1, order.size())
            .filter(i -> !order.get(i).equals(order.get(i - 1)))
            .count();
    assertThat(changes).isLessThanOrEqualTo(13);
  }
}
