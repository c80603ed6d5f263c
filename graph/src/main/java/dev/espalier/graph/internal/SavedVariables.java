package dev.espalier.graph.internal;

import dev.espalier.graph.internal.FrozenWeights.Stored;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** The files that hold the variables of a serving graph, and the ops that read them back. */
final class SavedVariables {
  /** Where a SavedModel has its variables, as a checkpoint prefix. */
  static final String PREFIX = "variables/variables";

  private SavedVariables() {}

  /** Adds a saver to this graph; what a loader has to run and to feed. */
  static SaverDef addSaver(Ops root, Map<String, Stored> stored) {
    Ops tf = root.withSubScope("save");
    Placeholder<TString> file = tf.withName("filename").placeholder(TString.class);
    Operand<TString> names = names(tf, stored);
    Operand<TString> slices = blanks(tf, stored.size());
    List<Operand<?>> values = new ArrayList<>();
    List<Class<? extends TType>> types = new ArrayList<>();
    for (Stored variable : stored.values()) {
      values.add(variable.variable());
      types.add(TFloat32.class);
    }
    // Readers of saver definitions want both; no server runs the saving half.
    Op save = tf.train.save(file, names, slices, values);
    Operand<TString> saved =
        tf.withControlDependencies(List.of(save)).withName("saved").identity(file);
    List<Output<?>> read = tf.train.restore(file, names, slices, types).tensors();
    List<Op> assigns = new ArrayList<>();
    int at = 0;
    for (Stored variable : stored.values()) {
      assigns.add(tf.assign(variable.variable(), read.get(at++).asOutput().expect(TFloat32.class)));
    }
    Op restore = tf.withControlDependencies(assigns).withName("restore_all").noOp();
    return SaverDef.newBuilder()
        .setFilenameTensorName(file.asOutput().op().name() + ":0")
        .setSaveTensorName(saved.asOutput().op().name() + ":0")
        .setRestoreOpName(restore.op().name())
        .setMaxToKeep(1)
        .setVersion(SaverDef.CheckpointFormatVersion.V2)
        .build();
  }

  /** Writes the values to files with the prefix {@link #PREFIX} in this directory. */
  static void write(Path directory, Map<String, Stored> stored) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      List<Operand<?>> values = new ArrayList<>();
      for (Stored variable : stored.values()) {
        values.add(tf.placeholder(TFloat32.class, Placeholder.shape(variable.shape())));
      }
      Op save =
          tf.train.save(
              tf.constant(directory.resolve(PREFIX).toString()),
              names(tf, stored),
              blanks(tf, stored.size()),
              values);
      List<TFloat32> tensors = new ArrayList<>();
      try {
        Session.Runner runner = session.runner().addTarget(save);
        int at = 0;
        for (Stored variable : stored.values()) {
          tensors.add(
              TFloat32.tensorOf(
                  variable.shape(), DataBuffers.of(variable.entries().get(), true, false)));
          runner.feed(values.get(at), tensors.get(at));
          at++;
        }
        runner.run().close();
      } finally {
        tensors.forEach(TFloat32::close);
      }
    }
  }

  private static Operand<TString> names(Ops tf, Map<String, Stored> stored) {
    return tf.constant(NdArrays.vectorOfObjects(stored.keySet().toArray(new String[0])));
  }

  private static Operand<TString> blanks(Ops tf, int n) {
    return tf.constant(NdArrays.vectorOfObjects(Collections.nCopies(n, "").toArray(new String[0])));
  }
}
