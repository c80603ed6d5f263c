package dev.espalier.graph.internal;

import com.google.protobuf.CodedOutputStream;
import dev.espalier.dsl.Score;
import dev.espalier.dsl.Task;
import dev.espalier.graph.FrozenModel;
import dev.espalier.graph.OutputNames;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

/** Writes a frozen model as the files of a SavedModel; equal models give equal graphs. */
public final class SavedModelWriter {
  /** Tag that TensorFlow Serving looks for. */
  public static final String TAG = "serve";

  /** Key of the signature that a request without a signature name gets. */
  public static final String ALL_TASKS = "serving_default";

  /** Method name of every signature. */
  public static final String PREDICT = "tensorflow/serving/predict";

  /** Key under which loaders look for what they run after restoring. */
  static final String INITIALIZE = "__saved_model_init_op";

  private SavedModelWriter() {}

  /** Writes into this directory, which exists and is empty. */
  public static void write(FrozenModel model, Path directory) throws IOException {
    Files.createDirectory(directory.resolve("variables"));
    try (ServingGraph serving = new ServingGraph(ServingPlan.of(model), model)) {
      MetaGraphDef.Builder meta = MetaGraphDef.newBuilder();
      meta.getMetaInfoDefBuilder().addTags(TAG).setTensorflowVersion(TensorFlow.version());
      meta.setSaverDef(SavedVariables.addSaver(serving.tf(), serving.weights().stored()));
      meta.putSignatureDef(ALL_TASKS, signature(serving, serving.all()));
      for (Task task : model.plan().topology().tasks()) {
        Map<String, Operand<TFloat32>> one = Map.of(OutputNames.of(task), serving.single(task));
        meta.putSignatureDef(task.name(), signature(serving, one));
      }
      for (Score score : model.plan().topology().scores()) {
        Map<String, Operand<TFloat32>> one = Map.of(OutputNames.of(score), serving.single(score));
        meta.putSignatureDef(score.name(), signature(serving, one));
      }
      if (!serving.tables().isEmpty()) {
        Op fill =
            serving
                .tf()
                .withControlDependencies(serving.tables())
                .withName("initialize_vocabularies")
                .noOp();
        meta.putSignatureDef(INITIALIZE, initializer(fill));
      }
      meta.setGraphDef(StringConstants.spelledOut(serving.graph().toGraphDef()));
      SavedModel whole =
          SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(meta).build();
      try (OutputStream out = Files.newOutputStream(directory.resolve("saved_model.pb"))) {
        CodedOutputStream coded = CodedOutputStream.newInstance(out);
        coded.useDeterministicSerialization();
        whole.writeTo(coded);
        coded.flush();
      }
      SavedVariables.write(directory, serving.weights().stored());
    }
  }

  private static SignatureDef signature(
      ServingGraph serving, Map<String, Operand<TFloat32>> outputs) {
    SignatureDef.Builder signature = SignatureDef.newBuilder().setMethodName(PREDICT);
    serving.inputs().forEach((name, input) -> signature.putInputs(name, tensor(input)));
    outputs.forEach((name, output) -> signature.putOutputs(name, tensor(output)));
    return signature.build();
  }

  private static SignatureDef initializer(Op fill) {
    TensorShapeProto unknown = TensorShapeProto.newBuilder().setUnknownRank(true).build();
    TensorInfo.Builder nothing =
        TensorInfo.newBuilder().setName(fill.op().name()).setTensorShape(unknown);
    return SignatureDef.newBuilder().putOutputs(INITIALIZE, nothing.build()).build();
  }

  private static TensorInfo tensor(Operand<?> operand) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    Shape own = operand.shape();
    for (int d = 0; d < own.numDimensions(); d++) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(own.get(d)));
    }
    return TensorInfo.newBuilder()
        .setName(operand.asOutput().op().name() + ":" + operand.asOutput().index())
        .setDtype(DataType.forNumber(operand.asOutput().dataType().getNumber()))
        .setTensorShape(shape)
        .build();
  }
}
