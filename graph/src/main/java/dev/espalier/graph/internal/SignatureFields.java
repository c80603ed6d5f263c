package dev.espalier.graph.internal;

import dev.espalier.graph.ServedSignature;
import dev.espalier.graph.ServedSignature.Field;
import dev.espalier.graph.ServedSignature.Type;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** A signature in TensorFlow's words, said in the library's. */
public final class SignatureFields {

  private SignatureFields() {}

  /** The signature of a model that passed the lint. */
  public static ServedSignature of(String name, SignatureDef definition) {
    return new ServedSignature(
        name, fields(definition.getInputsMap()), fields(definition.getOutputsMap()));
  }

  private static List<Field> fields(Map<String, TensorInfo> tensors) {
    return tensors.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> field(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Field field(String name, TensorInfo tensor) {
    return new Field(
        name,
        type(tensor.getDtype()),
        tensor.getTensorShape().getDimList().stream().map(TensorShapeProto.Dim::getSize).toList());
  }

  private static Type type(DataType type) {
    return switch (type) {
      case DT_FLOAT -> Type.FLOAT;
      case DT_INT64 -> Type.INT64;
      case DT_STRING -> Type.STRING;
      default -> throw new IllegalArgumentException("No signature holds " + type + ".");
    };
  }
}
