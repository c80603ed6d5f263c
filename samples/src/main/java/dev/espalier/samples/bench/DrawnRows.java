package dev.espalier.samples.bench;

import dev.espalier.training.data.Column;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Numbers;
import dev.espalier.training.internal.RecordFrame;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;

/**
 * Made-up rows: numbers from a normal distribution, and a label per task that follows from them, of
 * which the first ones are 0 or 1.
 */
public final class DrawnRows {
  private final Random random;
  private final float[] x;
  private final float[] y;
  private final int binary;

  /** Rows of so many numbers and labels that this seed fixes. */
  public DrawnRows(int columns, int tasks, int binary, long seed) {
    this.random = new Random(seed);
    this.x = new float[columns];
    this.y = new float[tasks];
    this.binary = binary;
  }

  private void next() {
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    for (int t = 0; t < y.length; t++) {
      double score = Math.tanh(x[t] + x[(t + 1) % x.length] * x[(t + 2) % x.length]);
      double label = score + 0.1 * random.nextGaussian();
      y[t] = (float) (t < binary ? label > 0 ? 1 : 0 : label);
    }
  }

  /** So many rows in memory. */
  public Examples table(int rows) {
    float[] all = new float[rows * x.length];
    float[][] labels = new float[y.length][rows];
    for (int row = 0; row < rows; row++) {
      next();
      System.arraycopy(x, 0, all, row * x.length, x.length);
      for (int t = 0; t < y.length; t++) {
        labels[t][row] = y[t];
      }
    }
    List<Column> columns = new ArrayList<>(List.of(Numbers.of("x", x.length, all)));
    for (int t = 0; t < y.length; t++) {
      columns.add(Numbers.of(Workload.task(t), labels[t]));
    }
    return Examples.of(columns);
  }

  /** Writes so many rows as records of tf.Example. */
  public void write(Path file, int rows) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (int row = 0; row < rows; row++) {
        next();
        Features.Builder features = Features.newBuilder().putFeature("x", feature(x));
        for (int t = 0; t < y.length; t++) {
          features.putFeature(Workload.task(t), feature(y[t]));
        }
        Example record = Example.newBuilder().setFeatures(features).build();
        out.write(RecordFrame.of(record.toByteArray()).array());
      }
    }
  }

  private static Feature feature(float... values) {
    FloatList.Builder list = FloatList.newBuilder();
    for (float value : values) {
      list.addValue(value);
    }
    return Feature.newBuilder().setFloatList(list).build();
  }
}
