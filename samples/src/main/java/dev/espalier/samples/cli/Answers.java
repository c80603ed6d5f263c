package dev.espalier.samples.cli;

import dev.espalier.graph.Predictions;
import dev.espalier.graph.RawColumn;
import dev.espalier.graph.ServedModel;
import dev.espalier.graph.ServedSignature;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What a served model says of examples, asked in batches so that any number of them fits. */
record Answers(
    ServedModel model, ServedSignature signature, Map<String, RawColumn> request, int rows) {
  private static final int BATCH = 4096;

  void forEach(Consumer<Predictions> sink) {
    for (int first = 0; first < rows; first += BATCH) {
      int[] some = IntStream.range(first, Math.min(rows, first + BATCH)).toArray();
      Map<String, RawColumn> batch = new LinkedHashMap<>();
      request.forEach((name, column) -> batch.put(name, column.take(some)));
      sink.accept(model.predict(signature.name(), batch));
    }
  }
}
