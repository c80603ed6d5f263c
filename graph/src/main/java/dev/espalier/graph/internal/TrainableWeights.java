package dev.espalier.graph.internal;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.Initializer;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Parameter.Role;
import dev.espalier.dsl.plan.Table;
import dev.espalier.graph.internal.Weight.Members;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unique;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** Parameters as resource variables, made when they are first read, in the layout asked for. */
final class TrainableWeights implements WeightSource {
  private final Ops tf;
  private final Variables variables;
  private final Map<Object, List<Weight>> made = new IdentityHashMap<>();
  private final List<Weight> weights = new ArrayList<>();

  TrainableWeights(Ops tf, Variables variables) {
    this.tf = tf;
    this.variables = variables;
  }

  /** Every weight made so far. */
  List<Weight> weights() {
    return List.copyOf(weights);
  }

  /** The variables that hold this bank, in order. */
  List<Weight> of(Bank bank) {
    List<Weight> found = made.get(bank);
    if (found == null) {
      throw new IllegalStateException("No variable was made for " + bank.members().get(0).name());
    }
    return found;
  }

  @Override
  public Operand<TFloat32> joined(Bank bank) {
    int n = bank.size();
    Shape part = shape(bank);
    int last = part.numDimensions() - 1;
    long[] sizes = part.asArray();
    sizes[last] *= n;
    boolean matrix = last == 1;
    Shape view = matrix ? Shape.of(part.get(0), n, part.get(1)) : part.prepend(n);
    List<Integer> order = matrix ? List.of(1, 0, 2) : List.of(0, 1);
    return one(bank, Shape.of(sizes), new Members(names(bank), part, view, order)).leaf();
  }

  @Override
  public Operand<TFloat32> stacked(Bank bank) {
    int n = bank.size();
    Shape part = shape(bank);
    boolean matrix = part.numDimensions() == 2;
    Shape shape = matrix ? part.prepend(n) : Shape.of(n, 1, part.get(0));
    return one(bank, shape, new Members(names(bank), part, shape, List.of(0, 1, 2))).leaf();
  }

  @Override
  public List<Operand<TFloat32>> separate(Bank bank) {
    List<Operand<TFloat32>> leaves = new ArrayList<>();
    make(
            bank,
            () -> {
              List<Weight> each = new ArrayList<>();
              for (Parameter parameter : bank.members()) {
                Shape shape = shape(bank);
                each.add(
                    weight(
                        parameter.name(),
                        shape,
                        Members.one(parameter.name(), shape),
                        List.of(parameter)));
              }
              return each;
            })
        .forEach(weight -> leaves.add(weight.leaf()));
    return leaves;
  }

  @Override
  public Operand<TFloat32> grid(Bank bank, int outputs, int inputs) {
    long width = bank.shape().get(0);
    return one(
            bank,
            Shape.of(inputs * width, outputs * width),
            new Members(
                names(bank),
                shape(bank),
                Shape.of(inputs, width, outputs, width),
                List.of(2, 0, 1, 3)))
        .leaf();
  }

  @Override
  public List<Operand<TFloat32>> gather(Table table, List<Operand<TInt32>> ids) {
    List<Weight> known = made.get(table);
    if (known != null) {
      // Evaluation reads the same table with other ids and needs no gradient.
      List<Operand<TFloat32>> rows = new ArrayList<>();
      ids.forEach(of -> rows.add(tf.resourceGather(known.get(0).handle(), of, TFloat32.class)));
      return rows;
    } else if (!table.rows().isTrained()) {
      return untrained(table, ids);
    } else if (ids.size() == 1) {
      return List.of(gather(table, ids.get(0)));
    }
    return split(gather(table, tf.concat(ids, tf.constant(0))), ids);
  }

  /** Unique rows, for one row of a gradient each. */
  private Operand<TFloat32> gather(Table table, Operand<TInt32> ids) {
    Unique<TInt32, TInt32> unique = tf.unique(ids, tf.constant(new int[] {0}));
    Operand<TFloat32> leaf = leaf(table, unique.y());
    // GatherNd, because the gradient of GatherV2 is fifty ops and this one's is a scatter.
    return tf.gatherNd(leaf, tf.expandDims(unique.idx(), tf.constant(1)));
  }

  @Override
  public List<Operand<TFloat32>> gatherSome(Table table, List<Operand<TInt32>> ids) {
    if (made.containsKey(table) || !table.rows().isTrained()) {
      List<Operand<TInt32>> any = new ArrayList<>();
      ids.forEach(of -> any.add(tf.math.maximum(of, tf.constant(0))));
      return gather(table, any);
    }
    // With a -1 in front, the unique numbers are -1 and then the rows that some example has: no
    // other row is touched by the optimiser, even where all lists are empty.
    List<Operand<TInt32>> behind = new ArrayList<>(List.of(tf.constant(new int[] {-1})));
    behind.addAll(ids);
    Unique<TInt32, TInt32> unique =
        tf.unique(tf.concat(behind, tf.constant(0)), tf.constant(new int[] {0}));
    Operand<TFloat32> leaf = leaf(table, withoutFirst(unique.y()));
    Operand<TFloat32> padded =
        tf.pad(leaf, tf.constant(new int[][] {{1, 0}, {0, 0}}), tf.constant(0f));
    Operand<TFloat32> all =
        tf.gatherNd(padded, tf.expandDims(withoutFirst(unique.idx()), tf.constant(1)));
    return ids.size() == 1 ? List.of(all) : split(all, ids);
  }

  private List<Operand<TFloat32>> split(Operand<TFloat32> all, List<Operand<TInt32>> ids) {
    List<Operand<TInt32>> sizes = new ArrayList<>();
    ids.forEach(of -> sizes.add(tf.size(of)));
    List<Operand<TFloat32>> rows = new ArrayList<>();
    tf.splitV(all, tf.stack(sizes), tf.constant(0), (long) ids.size()).forEach(rows::add);
    return rows;
  }

  private Operand<TInt32> withoutFirst(Operand<TInt32> vector) {
    return tf.slice(vector, tf.constant(new int[] {1}), tf.constant(new int[] {-1}));
  }

  /** Rows as they are: nothing is differentiated by them. */
  private List<Operand<TFloat32>> untrained(Table table, List<Operand<TInt32>> ids) {
    Parameter parameter = table.rows();
    Shape shape = shape(parameter.shape());
    Members members = Members.one(parameter.name(), shape);
    Operand<? extends TType> handle =
        variables.create(parameter.name(), shape, members, parameter.initializer());
    List<Operand<TFloat32>> rows = new ArrayList<>();
    ids.forEach(of -> rows.add(tf.resourceGather(handle, of, TFloat32.class)));
    Weight weight =
        new Weight(
            parameter.name(),
            shape,
            handle,
            rows.get(0),
            null,
            parameter.isShared(),
            false,
            0f,
            false,
            members);
    made.put(table, List.of(weight));
    weights.add(weight);
    return rows;
  }

  /** The rows of a new table that have these numbers, each of them once. */
  private Operand<TFloat32> leaf(Table table, Operand<TInt32> rows) {
    Parameter parameter = table.rows();
    Shape shape = shape(parameter.shape());
    boolean unknown = !(table.feature().coding() instanceof Categorical.Hash);
    Operand<? extends TType> handle =
        variables.createTable(parameter.name(), shape, parameter.initializer(), unknown);
    Operand<TFloat32> leaf = tf.resourceGather(handle, rows, TFloat32.class);
    Weight weight =
        new Weight(
            parameter.name(),
            shape,
            handle,
            leaf,
            rows,
            parameter.isShared(),
            true,
            0f,
            true,
            Members.one(parameter.name(), shape));
    made.put(table, List.of(weight));
    weights.add(weight);
    return leaf;
  }

  private Weight one(Bank bank, Shape shape, Members members) {
    Parameter first = bank.members().get(0);
    if (bank.size() == 1) {
      Members alone = Members.one(first.name(), shape(bank));
      return make(bank, () -> List.of(weight(first.name(), shape, alone, bank.members()))).get(0);
    }
    String name = first.name() + "+" + (bank.size() - 1);
    return make(bank, () -> List.of(weight(name, shape, members, bank.members()))).get(0);
  }

  private List<Weight> make(Bank bank, Supplier<List<Weight>> maker) {
    List<Weight> found = made.get(bank);
    if (found == null) {
      found = maker.get();
      made.put(bank, found);
      weights.addAll(found);
    }
    return found;
  }

  private Weight weight(String name, Shape shape, Members members, List<Parameter> held) {
    Parameter like = held.get(0);
    List<Initializer> starts = held.stream().map(Parameter::initializer).toList();
    Operand<? extends TType> handle = variables.create(name, shape, members, starts);
    Operand<TFloat32> value = tf.readVariableOp(handle, TFloat32.class);
    return new Weight(
        name,
        shape,
        handle,
        value,
        null,
        held.stream().anyMatch(Parameter::isShared),
        like.isTrained(),
        like.role() == Role.KERNEL ? like.l2() : 0f,
        like.role() == Role.KERNEL,
        members);
  }

  private static List<String> names(Bank bank) {
    return bank.members().stream().map(Parameter::name).toList();
  }

  private static Shape shape(Bank bank) {
    return shape(bank.shape());
  }

  private static Shape shape(List<Integer> sizes) {
    return Shape.of(sizes.stream().mapToLong(i -> i).toArray());
  }
}
