package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Parameters of a serving graph as {@code VariableV2}: the only kind that every reader of a
 * SavedModel restores. Their values are not in the graph, whose size is limited to 2 GB, but in the
 * files beside it, under the names of the variables.
 */
final class FrozenWeights implements WeightSource {

  /** A variable: its op, which has its name, and how its entries are laid out. */
  record Stored(Operand<TFloat32> variable, Shape shape, Supplier<float[]> entries) {}

  private final Graph graph;
  private final Ops tf;
  private final FrozenValues values;
  private final Map<Object, List<Operand<TFloat32>>> made = new IdentityHashMap<>();
  private final Map<String, List<String>> together = new HashMap<>();
  private final Map<String, Stored> stored = new LinkedHashMap<>();

  FrozenWeights(Graph graph, Ops tf, FrozenValues values) {
    this.graph = graph;
    this.tf = tf;
    this.values = values;
  }

  /** Every variable made so far, by name. */
  Map<String, Stored> stored() {
    return Collections.unmodifiableMap(stored);
  }

  @Override
  public Operand<TFloat32> joined(Bank bank) {
    int n = bank.size();
    List<Integer> part = bank.shape();
    int rows = part.size() == 1 ? 1 : part.get(0);
    int columns = part.get(part.size() - 1);
    Shape shape =
        part.size() == 1 ? Shape.of(columns * (long) n) : Shape.of(rows, columns * (long) n);
    return one(bank, shape, () -> blocks(bank, 1, n, rows, columns));
  }

  @Override
  public Operand<TFloat32> stacked(Bank bank) {
    int n = bank.size();
    List<Integer> part = bank.shape();
    int rows = part.size() == 1 ? 1 : part.get(0);
    int columns = part.get(part.size() - 1);
    return one(bank, Shape.of(n, rows, columns), () -> blocks(bank, n, 1, rows, columns));
  }

  @Override
  public List<Operand<TFloat32>> separate(Bank bank) {
    return made.computeIfAbsent(
        bank,
        key -> {
          List<Operand<TFloat32>> each = new ArrayList<>();
          for (Parameter parameter : bank.members()) {
            each.add(variable(parameter));
          }
          return each;
        });
  }

  @Override
  public Operand<TFloat32> grid(Bank bank, int outputs, int inputs) {
    int width = bank.shape().get(0);
    Shape shape = Shape.of(inputs * (long) width, outputs * (long) width);
    return one(bank, shape, () -> transposedBlocks(bank, outputs, inputs, width));
  }

  @Override
  public List<Operand<TFloat32>> gather(Table table, List<Operand<TInt32>> ids) {
    List<Operand<TFloat32>> rows = new ArrayList<>();
    ids.forEach(of -> rows.add(tf.gather(variable(table.rows()), of, tf.constant(0))));
    return rows;
  }

  @Override
  public List<Operand<TFloat32>> gatherSome(Table table, List<Operand<TInt32>> ids) {
    List<Operand<TInt32>> any = new ArrayList<>();
    ids.forEach(of -> any.add(tf.math.maximum(of, tf.constant(0))));
    return gather(table, any);
  }

  /** The variable that holds this parameter alone. */
  Operand<TFloat32> variable(Parameter parameter) {
    Shape shape = Shape.of(parameter.shape().stream().mapToLong(i -> i).toArray());
    return variable(parameter.name(), shape, () -> values.get(parameter.name()));
  }

  private Operand<TFloat32> one(Bank bank, Shape shape, Supplier<float[]> entries) {
    return made.computeIfAbsent(bank, key -> List.of(variable(name(bank), shape, entries))).get(0);
  }

  /** A name of these members alone: other members may begin with the same and be as many. */
  private String name(Bank bank) {
    List<String> members = bank.members().stream().map(Parameter::name).toList();
    if (members.size() == 1) {
      return members.get(0);
    }
    String name = members.get(0) + "." + members.size() + "_together";
    int others = 1;
    while (!together.computeIfAbsent(name, key -> members).equals(members)) {
      others++;
      name = members.get(0) + "." + members.size() + "_together_" + others;
    }
    return name;
  }

  /** A new variable, or the one that holds the same parameters already. */
  private Operand<TFloat32> variable(String name, Shape shape, Supplier<float[]> entries) {
    Stored same = stored.get(name);
    if (same != null && same.shape().equals(shape)) {
      return same.variable();
    }
    Operand<TFloat32> variable =
        graph
            .opBuilder("VariableV2", name, graph.baseScope())
            .setAttr("shape", shape)
            .setAttr("dtype", DataType.DT_FLOAT)
            .build()
            .output(0);
    stored.put(name, new Stored(variable, shape, entries));
    return variable;
  }

  /** The members, row by row of a grid of {@code down} by {@code across} blocks. */
  private float[] blocks(Bank bank, int down, int across, int rows, int columns) {
    if (bank.size() == 1) {
      return values.get(bank.members().get(0).name());
    }
    float[] all = new float[down * across * rows * columns];
    for (int b = 0; b < down * across; b++) {
      place(values.get(bank.members().get(b).name()), all, b / across, b % across, across, columns);
    }
    return all;
  }

  private float[] transposedBlocks(Bank bank, int outputs, int inputs, int width) {
    float[] all = new float[outputs * inputs * width * width];
    for (int i = 0; i < outputs; i++) {
      for (int j = 0; j < inputs; j++) {
        float[] block = values.get(bank.members().get(i * inputs + j).name());
        place(block, all, j, i, outputs, width);
      }
    }
    return all;
  }

  private static void place(
      float[] block, float[] all, int down, int right, int across, int columns) {
    int rows = block.length / columns;
    for (int r = 0; r < rows; r++) {
      int to = ((down * rows + r) * across + right) * columns;
      System.arraycopy(block, r * columns, all, to, columns);
    }
  }
}
