package dev.espalier.graph.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Text constants of a graph, one value per text. TensorFlow Java packs them into the bytes of the
 * tensor, which readers other than TensorFlow's do not understand.
 */
final class StringConstants {

  private StringConstants() {}

  /** The same graph with every text constant spelled out. */
  static GraphDef spelledOut(GraphDef graph) {
    GraphDef.Builder builder = graph.toBuilder();
    for (NodeDef.Builder node : builder.getNodeBuilderList()) {
      if (node.getOp().equals("Const")
          && node.getAttrOrThrow("dtype").getType() == DataType.DT_STRING) {
        TensorProto tensor = node.getAttrOrThrow("value").getTensor();
        node.putAttr("value", AttrValue.newBuilder().setTensor(spelledOut(tensor)).build());
      }
    }
    return builder.build();
  }

  /** Packed: the lengths of all texts as varints, then their bytes. */
  private static TensorProto spelledOut(TensorProto tensor) {
    if (tensor.getTensorContent().isEmpty()) {
      return tensor;
    }
    int count = 1;
    for (TensorShapeProto.Dim dim : tensor.getTensorShape().getDimList()) {
      count = Math.multiplyExact(count, Math.toIntExact(dim.getSize()));
    }
    try {
      CodedInputStream packed = tensor.getTensorContent().newCodedInput();
      int[] lengths = new int[count];
      for (int i = 0; i < count; i++) {
        lengths[i] = packed.readRawVarint32();
      }
      TensorProto.Builder spelled = tensor.toBuilder().clearTensorContent();
      for (int length : lengths) {
        spelled.addStringVal(ByteString.copyFrom(packed.readRawBytes(length)));
      }
      return spelled.build();
    } catch (IOException e) {
      throw new UncheckedIOException("A text constant of the graph cannot be read.", e);
    }
  }
}
