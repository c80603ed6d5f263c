package dev.espalier.samples.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads NumPy's file format for what benchmarks exchange: little-endian float32 or int32 in C order
 * (version 1.0 to 3.0 of the format, numpy.lib.format).
 */
final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern HEADER =
      Pattern.compile("'descr': '<([fi])4'.*'fortran_order': False.*'shape': \\(([0-9, ]*)\\)");

  private final int[] shape;
  private final float[] values;

  private Npy(int[] shape, float[] values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * The array in a file.
   *
   * @throws IOException where it is not there, or not such an array
   */
  static Npy read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC.length];
    if (bytes.remaining() < 12) {
      throw new IOException(file + ": too short for an array");
    }
    bytes.get(magic);
    int major = bytes.get();
    bytes.get();
    int length = major == 1 ? Short.toUnsignedInt(bytes.getShort()) : bytes.getInt();
    byte[] header = new byte[Math.max(0, Math.min(length, bytes.remaining()))];
    bytes.get(header);
    Matcher matcher = HEADER.matcher(new String(header, StandardCharsets.ISO_8859_1));
    if (!Arrays.equals(magic, MAGIC) || !matcher.find()) {
      throw new IOException(
          file + ": allowed is an array of little-endian float32 or int32 in C order");
    }
    int[] shape =
        Arrays.stream(matcher.group(2).split(","))
            .map(String::strip)
            .filter(size -> !size.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    float[] values = new float[bytes.remaining() / 4];
    if (matcher.group(1).equals("f")) {
      bytes.asFloatBuffer().get(values);
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = bytes.getInt();
      }
    }
    if (Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b) != values.length) {
      throw new IOException(file + ": " + values.length + " numbers for " + matcher.group(2));
    }
    return new Npy(shape, values);
  }

  /** Sizes of the axes. */
  int[] shape() {
    return shape.clone();
  }

  /** All numbers in C order, whole ones rounded above 2^24; not to be changed. */
  float[] values() {
    return values;
  }

  /** The numbers of one entry along the first axis. */
  float[] entry(int index) {
    int size = values.length / shape[0];
    return Arrays.copyOfRange(values, index * size, (index + 1) * size);
  }
}
