package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import dev.espalier.dsl.Topology;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchReaderTest {
  private static final Topology TOPOLOGY = Cases.everything();
  private static final Examples EXAMPLES = Cases.rows(100, 5);
  private static final EncodedExamples ENCODED =
      Encoding.encode(TOPOLOGY, Fitting.fit(TOPOLOGY, EXAMPLES), EXAMPLES);

  private static FloatBuffer floats(int size) {
    return ByteBuffer.allocateDirect(4 * size).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  private static IntBuffer ints(int size) {
    return ByteBuffer.allocateDirect(4 * size).order(ByteOrder.nativeOrder()).asIntBuffer();
  }

  @Test
  void copiesTheRowsOfTheBatch() {
    Batches batches = Batches.sequential(100, 32);
    FloatBuffer numbers = floats(32 * 4);
    IntBuffer ids = ints(32 * 3);
    FloatBuffer labels = floats(2 * 32);
    FloatBuffer weights = floats(2 * 32);
    for (Batches order : new Batches[] {batches, Batches.shuffled(100, 32, 4)}) {
      BatchReader reader = new BatchReader(ENCODED, order);
      for (int batch = 0; batch < order.perEpoch(); batch++) {
        BatchPosition position = new BatchPosition(1, batch);
        int size = reader.read(position, numbers, ids, labels, weights);
        int[] rows = reader.rows(position);
        assertThat(rows).hasSize(size);
        for (int i = 0; i < size; i++) {
          for (int j = 0; j < 4; j++) {
            assertThat(numbers.get(i * 4 + j)).isEqualTo(ENCODED.number(rows[i], j));
          }
          for (int j = 0; j < 3; j++) {
            assertThat(ids.get(i * 3 + j)).isEqualTo(ENCODED.id(rows[i], j));
          }
          for (int task = 0; task < 2; task++) {
            assertThat(labels.get(task * size + i)).isEqualTo(ENCODED.labels(task)[rows[i]]);
            assertThat(weights.get(task * size + i)).isEqualTo(ENCODED.weights(task)[rows[i]]);
          }
        }
      }
    }
    assertThat(numbers.position()).isZero();
    assertThat(numbers.limit()).isEqualTo(32 * 4);
  }

  @Test
  void weightsAreOnesWhereThereAreNone() {
    EncodedExamples plain =
        new EncodedExamples(
            2,
            0,
            new float[0],
            0,
            new int[0],
            new int[] {1},
            new float[] {5, 6},
            null,
            List.of(),
            null);
    FloatBuffer weights = floats(2);
    new BatchReader(plain, Batches.sequential(2, 2))
        .read(BatchPosition.START, floats(0), ints(0), null, weights);
    assertThat(weights.get(0)).isEqualTo(1f);
    assertThat(weights.get(1)).isEqualTo(1f);
  }

  @Test
  void refusesLabelsThatAreNotThereAndBuffersThatAreTooSmall() {
    EncodedExamples inputs =
        Encoding.encodeInputs(TOPOLOGY, Fitting.fit(TOPOLOGY, EXAMPLES), EXAMPLES);
    BatchReader reader = new BatchReader(inputs, Batches.sequential(100, 8));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.read(BatchPosition.START, floats(32), ints(24), floats(16), null))
        .withMessageContaining("labels");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> reader.read(BatchPosition.START, floats(31), ints(24), null, null));
  }

  @Test
  void allocatesNothingPerBatch() {
    Batches batches = Batches.shuffled(100, 10, 4);
    BatchReader reader = new BatchReader(ENCODED, batches);
    FloatBuffer numbers = floats(10 * 4);
    IntBuffer ids = ints(10 * 3);
    FloatBuffer labels = floats(2 * 10);
    FloatBuffer weights = floats(2 * 10);
    BatchPosition[] epoch = new BatchPosition[10];
    for (int i = 0; i < 10; i++) {
      epoch[i] = new BatchPosition(0, i);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = 0;
    for (int i = 0; i < 20; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (BatchPosition position : epoch) {
        reader.read(position, numbers, ids, labels, weights);
      }
      bytes = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(bytes).isLessThan(100);
  }
}
