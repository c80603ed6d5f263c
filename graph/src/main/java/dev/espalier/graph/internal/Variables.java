package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Initializer;
import dev.espalier.graph.internal.Weight.Members;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * The resource variables of a training graph: weights, optimiser state, counters. It knows how each
 * starts, and writes the graph that initialises, saves and restores them all.
 *
 * <p>A checkpoint holds the parts of each variable under the names of the plan, whatever layout the
 * variable has, so that graphs lowered differently read the same checkpoint.
 */
public final class Variables {

  /** One variable: where it is, what it starts with, what it is called in a checkpoint. */
  private record Entry(
      Operand<? extends TType> handle,
      Class<? extends TType> type,
      Shape shape,
      Operand<? extends TType> start,
      Members members) {}

  private final Ops tf;
  private final long seed;
  private final List<Entry> entries = new ArrayList<>();

  /** No variables yet; what starts at random is keyed by this seed and the name of each part. */
  public Variables(Ops tf, long seed) {
    this.tf = tf;
    this.seed = seed;
  }

  /** A float32 variable whose parts each start by this initialiser, keyed by their names. */
  public Operand<? extends TType> create(
      String name, Shape shape, Members members, Initializer initializer) {
    return create(name, shape, members, Collections.nCopies(members.names().size(), initializer));
  }

  /** A float32 variable whose parts each start by an initialiser of their own. */
  public Operand<? extends TType> create(
      String name, Shape shape, Members members, List<Initializer> initializers) {
    if (initializers.get(0) instanceof Initializer.Constant constant
        && initializers.stream().distinct().count() == 1) {
      return create(
          name,
          TFloat32.class,
          shape,
          tf.fill(tf.constant(shape), tf.constant(constant.value())),
          members);
    }
    List<Operand<TFloat32>> parts = new ArrayList<>();
    for (int i = 0; i < initializers.size(); i++) {
      parts.add(
          InitialValues.of(tf, seed, members.shape(), members.names().get(i), initializers.get(i)));
    }
    return create(name, TFloat32.class, shape, PartLayout.join(tf, shape, members, parts), members);
  }

  /** A float32 variable that starts at one number. */
  public Operand<? extends TType> create(String name, Shape shape, Members members, float start) {
    return create(name, shape, members, new Initializer.Constant(start));
  }

  /** A category table that starts uniform but for its last row, which starts at zero. */
  public Operand<? extends TType> createTable(
      String name, Shape shape, Initializer initializer, boolean lastRowUnknown) {
    Members members = Members.one(name, shape);
    if (!lastRowUnknown) {
      return create(name, shape, members, initializer);
    }
    Shape known = Shape.of(shape.get(0) - 1, shape.get(1));
    Operand<TFloat32> zero = tf.fill(tf.constant(Shape.of(1, shape.get(1))), tf.constant(0f));
    Operand<TFloat32> start =
        tf.concat(
            List.of(InitialValues.of(tf, seed, known, name, initializer), zero), tf.constant(0));
    return create(name, TFloat32.class, shape, start, members);
  }

  /**
   * A scalar int64 variable that starts at 0, kept by the processor: random draws read their keys
   * there, and would wait for a GPU.
   */
  public Operand<? extends TType> createCounter(String name) {
    Members members = Members.one(name, Shape.scalar());
    return create(onProcessor(tf), name, TInt64.class, Shape.scalar(), tf.constant(0L), members);
  }

  /** The same builder for ops that the processor runs, whatever runs the others. */
  static Ops onProcessor(Ops tf) {
    return tf.withDevice(
        DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.CPU).deviceIndex(0).build());
  }

  /** A variable of any type that starts at the value of this operand. */
  public <T extends TType> Operand<? extends TType> create(
      String name, Class<T> type, Shape shape, Operand<T> start, Members members) {
    return create(tf, name, type, shape, start, members);
  }

  private <T extends TType> Operand<? extends TType> create(
      Ops tf, String name, Class<T> type, Shape shape, Operand<T> start, Members members) {
    String op = name.replaceAll("[^A-Za-z0-9_.-]", "_");
    VarHandleOp handle = tf.withName(op).varHandleOp(type, shape, VarHandleOp.sharedName(name));
    entries.add(new Entry(handle, type, shape, start, members));
    return handle;
  }

  /** An op that puts every variable at its start. */
  public Op initialize() {
    List<Op> assigns = new ArrayList<>();
    for (Entry entry : entries) {
      assigns.add(tf.assignVariableOp(entry.handle(), entry.start()));
    }
    return tf.withControlDependencies(assigns).noOp();
  }

  /** An op that writes every variable to a checkpoint with the prefix fed to the placeholder. */
  public Op save(Placeholder<TString> prefix) {
    List<String> names = new ArrayList<>();
    List<Operand<?>> values = new ArrayList<>();
    for (Entry entry : entries) {
      names.addAll(entry.members().names());
      values.addAll(
          PartLayout.split(tf, tf.readVariableOp(entry.handle(), entry.type()), entry.members()));
    }
    return tf.train.save(prefix, strings(names), blanks(names.size()), values);
  }

  /** An op that reads every variable from the checkpoint with the prefix fed to the placeholder. */
  public Op restore(Placeholder<TString> prefix) {
    List<String> names = new ArrayList<>();
    List<Class<? extends TType>> types = new ArrayList<>();
    for (Entry entry : entries) {
      for (String part : entry.members().names()) {
        names.add(part);
        types.add(entry.type());
      }
    }
    List<Output<?>> read =
        tf.train.restore(prefix, strings(names), blanks(names.size()), types).tensors();
    List<Op> assigns = new ArrayList<>();
    int at = 0;
    for (Entry entry : entries) {
      int parts = entry.members().names().size();
      assigns.add(
          tf.assignVariableOp(
              entry.handle(),
              PartLayout.join(
                  tf, entry.shape(), entry.members(), typed(read.subList(at, at + parts)))));
      at += parts;
    }
    return tf.withControlDependencies(assigns).noOp();
  }

  /** The current values of these parts, by name. */
  public Map<String, Operand<TFloat32>> parts(List<String> wanted) {
    Set<String> names = new HashSet<>(wanted);
    Map<String, Operand<TFloat32>> parts = new LinkedHashMap<>();
    for (Entry entry : entries) {
      List<String> own = entry.members().names();
      if (names.contains(own.get(0))) {
        Operand<TFloat32> value = tf.readVariableOp(entry.handle(), TFloat32.class);
        List<? extends Operand<TFloat32>> split = PartLayout.split(tf, value, entry.members());
        for (int i = 0; i < own.size(); i++) {
          parts.put(own.get(i), split.get(i));
        }
      }
    }
    return parts;
  }

  /**
   * Gives parts of variables other values.
   *
   * @param values a placeholder for each part, by its name
   * @param assign the op that takes on what is fed to them
   */
  public record Assignment(Map<String, Placeholder<TFloat32>> values, Op assign) {}

  /** An assignment of these parts; a variable takes part with all of its parts or with none. */
  public Assignment assignment(List<String> wanted) {
    Set<String> names = new HashSet<>(wanted);
    Map<String, Placeholder<TFloat32>> values = new LinkedHashMap<>();
    List<Op> assigns = new ArrayList<>();
    for (Entry entry : entries) {
      Members members = entry.members();
      if (!names.containsAll(members.names())) {
        continue;
      }
      List<Operand<TFloat32>> parts = new ArrayList<>();
      for (String part : members.names()) {
        Placeholder<TFloat32> fed =
            tf.placeholder(TFloat32.class, Placeholder.shape(members.shape()));
        values.put(part, fed);
        parts.add(fed);
      }
      assigns.add(
          tf.assignVariableOp(entry.handle(), PartLayout.join(tf, entry.shape(), members, parts)));
    }
    return new Assignment(values, tf.withControlDependencies(assigns).noOp());
  }

  /** Names of everything a checkpoint holds. */
  public List<String> names() {
    return entries.stream().flatMap(e -> e.members().names().stream()).toList();
  }

  @SuppressWarnings("unchecked")
  private static List<Operand<TType>> typed(List<Output<?>> outputs) {
    return (List<Operand<TType>>) (List<?>) outputs;
  }

  private Operand<TString> strings(List<String> values) {
    return tf.constant(NdArrays.vectorOfObjects(values.toArray(new String[0])));
  }

  private Operand<TString> blanks(int n) {
    return strings(Collections.nCopies(n, ""));
  }
}
