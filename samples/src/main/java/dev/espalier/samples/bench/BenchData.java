package dev.espalier.samples.bench;

import dev.espalier.graph.RawColumn;
import dev.espalier.training.data.Column;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Integers;
import dev.espalier.training.data.Numbers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Batches and initial parameters of a workload: read from another program's {@code .npy} files, or
 * drawn here from the same distributions.
 *
 * @param examples all batches one after the other
 * @param parameters by the names of the plan; empty means that the model starts as it always does
 */
record BenchData(Examples examples, Map<String, float[]> parameters) {
  private static final int BATCHES = 8;

  /**
   * Eight batches: x standard normal, labels from a random linear teacher through tanh, categories
   * by a power law that puts half of the draws in the first 6 % of the rows.
   */
  static BenchData drawn(Workload workload, int batch) {
    Random random = new Random(7);
    int rows = BATCHES * batch;
    float[] x = new float[rows * workload.inputs()];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    List<Column> columns = new ArrayList<>(List.of(Numbers.of("x", workload.inputs(), x)));
    for (int t = 0; t < workload.tasks(); t++) {
      double[] teacher = new double[workload.inputs()];
      Arrays.setAll(teacher, i -> random.nextGaussian() / Math.sqrt(workload.inputs()));
      float[] y = new float[rows];
      for (int row = 0; row < rows; row++) {
        double score = 0;
        for (int i = 0; i < teacher.length; i++) {
          score += x[row * teacher.length + i] * teacher[i];
        }
        double label = Math.tanh(score) + 0.1 * random.nextGaussian();
        y[row] = (float) (t < workload.binary() ? (label > 0 ? 1 : 0) : label);
      }
      columns.add(Numbers.of(Workload.task(t), y));
    }
    for (int f = 0; f < workload.fields().count(); f++) {
      int[] ids = new int[rows];
      Arrays.setAll(ids, i -> category(workload, random));
      columns.add(Integers.of(Workload.field(f), ids));
    }
    return new BenchData(Examples.of(columns), Map.of());
  }

  /** The inputs of eight drawn batches, as a request has them. */
  static List<Map<String, RawColumn>> requests(Workload workload, int batch) {
    List<Map<String, RawColumn>> requests = new ArrayList<>();
    Random random = new Random(7);
    for (int b = 0; b < BATCHES; b++) {
      Map<String, RawColumn> request = new HashMap<>();
      float[] x = new float[batch * workload.inputs()];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) random.nextGaussian();
      }
      request.put("x", RawColumn.vectors(workload.inputs(), x));
      for (int f = 0; f < workload.fields().count(); f++) {
        long[] ids = new long[batch];
        Arrays.setAll(ids, i -> category(workload, random));
        request.put(Workload.field(f), RawColumn.ids(ids));
      }
      requests.add(request);
    }
    return requests;
  }

  private static int category(Workload workload, Random random) {
    return (int) (workload.fields().rows() * Math.pow(random.nextDouble(), 4));
  }

  /**
   * What is in a folder of {@code x_0.npy, ids_0.npy, y_0.npy …, shared_w1.npy …, task_gw.npy …}.
   */
  static BenchData read(Workload workload, int batch, Path folder) throws IOException {
    float[] x = new float[BATCHES * batch * workload.inputs()];
    float[][] y = new float[workload.tasks()][BATCHES * batch];
    int[][] ids = new int[workload.fields().count()][BATCHES * batch];
    for (int b = 0; b < BATCHES; b++) {
      Npy xs = Npy.read(folder.resolve("x_" + b + ".npy"));
      Npy ys = Npy.read(folder.resolve("y_" + b + ".npy"));
      require(folder, "x", xs, batch, workload.inputs());
      require(folder, "y", ys, workload.tasks(), batch);
      System.arraycopy(xs.values(), 0, x, b * batch * workload.inputs(), batch * workload.inputs());
      for (int t = 0; t < y.length; t++) {
        System.arraycopy(ys.values(), t * batch, y[t], b * batch, batch);
      }
      if (ids.length > 0) {
        Npy is = Npy.read(folder.resolve("ids_" + b + ".npy"));
        require(folder, "ids", is, batch, ids.length);
        for (int i = 0; i < batch * ids.length; i++) {
          int f = i % ids.length;
          // There all tables are one, field after field.
          ids[f][b * batch + i / ids.length] = (int) is.values()[i] - f * workload.fields().rows();
        }
      }
    }
    List<Column> columns = new ArrayList<>(List.of(Numbers.of("x", workload.inputs(), x)));
    for (int t = 0; t < y.length; t++) {
      columns.add(Numbers.of(Workload.task(t), y[t]));
    }
    for (int f = 0; f < ids.length; f++) {
      columns.add(Integers.of(Workload.field(f), ids[f]));
    }
    return new BenchData(Examples.of(columns), parameters(workload, folder));
  }

  private static Map<String, float[]> parameters(Workload workload, Path folder)
      throws IOException {
    Map<String, float[]> parameters = new HashMap<>();
    boolean picks = workload.picked().count() > 0;
    String experts = picks ? "shared0/sparseMoe/experts/" : "shared0/experts/";
    for (int l = 0; l < workload.hidden().size(); l++) {
      for (String[] kind : new String[][] {{"w", "kernel"}, {"b", "bias"}}) {
        Npy all = Npy.read(folder.resolve("shared_" + kind[0] + (l + 1) + ".npy"));
        for (int e = 0; e < workload.experts(); e++) {
          parameters.put(experts + e + "/layer" + l + "/" + kind[1], all.entry(e));
        }
      }
    }
    if (workload.fields().count() > 0) {
      float[] tables = Npy.read(folder.resolve("shared_emb.npy")).values();
      int size = workload.fields().rows() * workload.fields().dimension();
      for (int f = 0; f < workload.fields().count(); f++) {
        // The row of unknown categories follows; there is none there, and no example has any.
        float[] rows = new float[size + workload.fields().dimension()];
        System.arraycopy(tables, f * size, rows, 0, size);
        parameters.put("inputs/" + Workload.field(f) + "/table", rows);
      }
    }
    if (picks) {
      float[] gate = Npy.read(folder.resolve("shared_wg.npy")).values();
      float[] noise = Npy.read(folder.resolve("shared_wn.npy")).values();
      parameters.put("shared0/sparseMoe/gate/kernel", gate);
      parameters.put("shared0/sparseMoe/gate/noise/kernel", noise);
    }
    String[][] all = {
      {"gw", "shared1/mmoe/%s/gate/kernel"},
      {"gb", "shared1/mmoe/%s/gate/bias"},
      {"tw", "tasks/%s/layer0/kernel"},
      {"tb", "tasks/%s/layer0/bias"},
      {"ow", "tasks/%s/head/kernel"},
      {"ob", "tasks/%s/head/bias"}
    };
    for (String[] kind : picks ? Arrays.copyOfRange(all, 2, all.length) : all) {
      Npy each = Npy.read(folder.resolve("task_" + kind[0] + ".npy"));
      for (int t = 0; t < workload.tasks(); t++) {
        parameters.put(kind[1].formatted(Workload.task(t)), each.entry(t));
      }
    }
    return parameters;
  }

  private static void require(Path folder, String name, Npy array, int... shape)
      throws IOException {
    if (!Arrays.equals(array.shape(), shape)) {
      throw new IOException(
          "%s: %s has shape %s, allowed is %s; dump it for this workload, batch and number of tasks"
              .formatted(folder, name, Arrays.toString(array.shape()), Arrays.toString(shape)));
    }
  }
}
