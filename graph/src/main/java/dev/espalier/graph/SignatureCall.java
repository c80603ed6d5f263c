package dev.espalier.graph;

import dev.espalier.graph.ServedSignature.Field;
import dev.espalier.graph.ServedSignature.Type;
import dev.espalier.graph.internal.SignatureFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/** Runs one signature: checks the request, feeds it, fetches the answer, frees every tensor. */
final class SignatureCall {
  private final ServedSignature signature;
  private final Map<Field, Output<?>> inputs = new LinkedHashMap<>();
  private final Map<Field, Output<?>> outputs = new LinkedHashMap<>();

  SignatureCall(String name, SignatureDef definition, Graph graph) {
    this.signature = SignatureFields.of(name, definition);
    for (Field field : signature.inputs()) {
      inputs.put(field, tensor(graph, definition.getInputsOrThrow(field.name())));
    }
    for (Field field : signature.outputs()) {
      outputs.put(field, tensor(graph, definition.getOutputsOrThrow(field.name())));
    }
  }

  private static Output<?> tensor(Graph graph, TensorInfo info) {
    return graph.outputOrThrow(info.getName());
  }

  ServedSignature signature() {
    return signature;
  }

  Predictions run(Session session, Map<String, RawColumn> examples) {
    int rows = rows(examples);
    List<Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      inputs.forEach(
          (field, tensor) -> {
            Tensor value = tensor(field, column(field, examples));
            fed.add(value);
            runner.feed(tensor, value);
          });
      outputs.values().forEach(runner::fetch);
      try (Result result = runner.run()) {
        Map<String, float[]> values = new LinkedHashMap<>();
        int at = 0;
        for (Field field : outputs.keySet()) {
          TFloat32 answer = (TFloat32) result.get(at++);
          float[] numbers = new float[Math.toIntExact(answer.size())];
          answer.copyTo(DataBuffers.of(numbers, false, false));
          values.put(field.name(), numbers);
        }
        return Predictions.of(rows, values);
      }
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private int rows(Map<String, RawColumn> examples) {
    int rows = -1;
    for (Field field : signature.inputs()) {
      int own = column(field, examples).rows();
      if (rows >= 0 && own != rows) {
        throw new RequestException(
            "Input \"%s\" has %d examples where \"%s\" has %d."
                .formatted(field.name(), own, signature.inputs().get(0).name(), rows));
      }
      rows = own;
    }
    if (rows < 1) {
      throw new RequestException("A request has at least one example; received none.");
    }
    return rows;
  }

  private RawColumn column(Field field, Map<String, RawColumn> examples) {
    RawColumn column = examples.get(field.name());
    if (column == null) {
      throw new RequestException(
          "Signature \"%s\" needs input \"%s\"; received %s."
              .formatted(signature.name(), field.name(), examples.keySet()));
    }
    boolean fits =
        column instanceof RawColumn.Numbers numbers
            ? field.type() == Type.FLOAT && numbers.width == field.width()
            : column instanceof RawColumn.Ids ids
                ? field.type() == Type.INT64 && ids.width == field.width()
                : field.type() == Type.STRING && ((RawColumn.Texts) column).width == field.width();
    if (!fits) {
      throw new RequestException(
          "Input %s received values of type %s.".formatted(field, column.type()));
    }
    return column;
  }

  private static Tensor tensor(Field field, RawColumn column) {
    long[] sizes = field.shape().stream().mapToLong(size -> size).toArray();
    sizes[0] = column.rows();
    Shape shape = Shape.of(sizes);
    if (column instanceof RawColumn.Numbers numbers) {
      return TFloat32.tensorOf(shape, DataBuffers.of(numbers.values, true, false));
    } else if (column instanceof RawColumn.Ids ids) {
      return TInt64.tensorOf(shape, DataBuffers.of(ids.values, true, false));
    }
    String[] texts = ((RawColumn.Texts) column).values;
    return TString.tensorOf(NdArrays.wrap(shape, DataBuffers.ofObjects(texts)));
  }
}
