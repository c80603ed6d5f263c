package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchesTest {

  private static List<int[]> epoch(Batches batches, int epoch) {
    BatchReader reader = new BatchReader(rows(batches.rows()), batches);
    return IntStream.range(0, batches.perEpoch())
        .mapToObj(batch -> reader.rows(new BatchPosition(epoch, batch)))
        .toList();
  }

  private static EncodedExamples rows(int rows) {
    return new EncodedExamples(
        rows, 0, new float[0], 0, new int[0], new int[0], new float[0], null, List.of(), null);
  }

  @ParameterizedTest
  @CsvSource({"10, 3", "10, 5", "10, 10", "10, 11", "1, 1", "1000, 7"})
  void trainingReadsNoRowTwiceInAnEpochAndDropsLessThanABatch(int rows, int size) {
    Batches batches = Batches.shuffled(rows, size, 9);
    for (int epoch = 0; epoch < 3; epoch++) {
      List<int[]> read = epoch(batches, epoch);
      assertThat(read).allSatisfy(batch -> assertThat(batch).hasSize(Math.min(rows, size)));
      int[] all = read.stream().flatMapToInt(Arrays::stream).toArray();
      assertThat(all).doesNotHaveDuplicates();
      assertThat(rows - all.length).isLessThan(Math.min(rows, size));
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 3", "10, 5", "10, 10", "10, 11", "1, 1", "1000, 7"})
  void evaluationReadsEveryRowInOrder(int rows, int size) {
    Batches batches = Batches.sequential(rows, size);
    int[] all = epoch(batches, 0).stream().flatMapToInt(Arrays::stream).toArray();
    assertThat(all).isEqualTo(IntStream.range(0, rows).toArray());
  }

  @Test
  void epochsAndSeedsHaveTheirOwnOrder() {
    Batches batches = Batches.shuffled(100, 100, 1);
    assertThat(epoch(batches, 0).get(0)).isNotEqualTo(epoch(batches, 1).get(0));
    assertThat(epoch(batches, 0).get(0))
        .isNotEqualTo(epoch(Batches.shuffled(100, 100, 2), 0).get(0));
    assertThat(epoch(batches, 0).get(0)).isNotEqualTo(Permutation.of(100, 1, 0));
  }

  @Test
  void goingOnFromAnyPositionGivesTheSameStream() {
    Batches batches = Batches.shuffled(50, 8, 3);
    List<int[]> stream = new ArrayList<>();
    BatchReader reader = new BatchReader(rows(50), batches);
    BatchPosition position = BatchPosition.START;
    for (int step = 0; step < 20; step++) {
      assertThat(batches.step(position)).isEqualTo(step);
      assertThat(batches.at(step)).isEqualTo(position);
      stream.add(reader.rows(position));
      position = batches.after(position);
    }
    assertThat(position).isEqualTo(new BatchPosition(3, 2));
    for (int from = 0; from < 20; from++) {
      BatchReader resumed = new BatchReader(rows(50), Batches.shuffled(50, 8, 3));
      BatchPosition at = batches.at(from);
      for (int step = from; step < 20; step++) {
        assertThat(resumed.rows(at)).isEqualTo(stream.get(step));
        at = batches.after(at);
      }
    }
  }

  @Test
  void refusesWhatHasNoBatches() {
    assertThatExceptionOfType(ExamplesException.class).isThrownBy(() -> Batches.shuffled(0, 1, 0));
    assertThatExceptionOfType(ExamplesException.class).isThrownBy(() -> Batches.sequential(1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Batches.shuffled(10, 5, 0).size(new BatchPosition(0, 2)))
        .withMessageContaining("2 batches");
    assertThatIllegalArgumentException().isThrownBy(() -> new BatchPosition(-1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchReader(rows(9), Batches.shuffled(10, 5, 0)));
  }
}
