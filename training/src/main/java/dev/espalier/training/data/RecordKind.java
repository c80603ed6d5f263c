package dev.espalier.training.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** What the values of a feature of tf.Example are. */
enum RecordKind {
  /** A {@code float_list}. */
  FLOATS(TFloat32.class),
  /** An {@code int64_list}. */
  INTEGERS(TInt64.class),
  /** A {@code bytes_list}, of texts in UTF-8. */
  TEXTS(TString.class);

  private final Class<? extends TType> type;

  RecordKind(Class<? extends TType> type) {
    this.type = type;
  }

  /** The type of the tensor that holds them. */
  Class<? extends TType> type() {
    return type;
  }

  /** The values of a tensor as a column; none of them is missing. */
  Column column(String name, Tensor values) {
    int size = Math.toIntExact(values.size());
    return switch (this) {
      case FLOATS -> {
        float[] floats = new float[size];
        if (size > 0) {
          values.asRawTensor().data().asFloats().read(floats);
        }
        yield new Numbers(name, 1, floats);
      }
      case INTEGERS -> {
        long[] integers = new long[size];
        if (size > 0) {
          values.asRawTensor().data().asLongs().read(integers);
        }
        yield new Integers(name, integers, new BitSet());
      }
      case TEXTS -> {
        int[] codes = new int[size];
        Text.Dictionary dictionary = new Text.Dictionary();
        NdArray<byte[]> bytes = ((TString) values).asBytes();
        for (int i = 0; i < size; i++) {
          String text = text(bytes.getObject(i));
          codes[i] = text == null ? Text.MISSING : dictionary.code(text);
        }
        yield new Text(name, codes, dictionary.words());
      }
    };
  }

  /** A text; null where these bytes are no UTF-8. */
  static @Nullable String text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean replaced = text.indexOf('\uFFFD') >= 0;
    return replaced && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes) ? null : text;
  }
}
