package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFuzzTest {
  private static final byte[] SEED =
      "id,\"na\"\"me\",x\r\n1,\"a,b\",0.5\n\n2,ü,1e3\n-3,\"li\nne\",\n"
          .getBytes(StandardCharsets.UTF_8);
  private static final byte[] SPICE =
      "\",\n\r\0 ;e.-90\u00FF\u00C3".getBytes(StandardCharsets.ISO_8859_1);

  @TempDir Path folder;

  @Test
  void anyBytesAreATableOrAnError() throws IOException {
    Random random = new Random(11);
    int tables = 0;
    int errors = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = mutate(SEED, random);
      if (reads("f.csv", bytes)) {
        tables++;
      } else {
        errors++;
      }
    }
    assertThat(tables).isGreaterThan(100);
    assertThat(errors).isGreaterThan(100);
  }

  @Test
  void anyCompressedBytesAreATableOrAnError() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(SEED);
    }
    Random random = new Random(12);
    int errors = 0;
    for (int i = 0; i < 400; i++) {
      errors += reads("f.csv.gz", mutate(packed.toByteArray(), random)) ? 0 : 1;
    }
    assertThat(errors).isGreaterThan(100);
  }

  private boolean reads(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    try {
      Examples examples = Examples.csv(file);
      assertThat(examples.describe()).contains("column");
      for (Column column : examples.columns()) {
        assertThat(column.rows()).isEqualTo(examples.rows());
      }
      return true;
    } catch (ExamplesException e) {
      assertThat(e.problems()).isNotEmpty();
      assertThat(e.getMessage()).contains(name);
      return false;
    }
  }

  static byte[] mutate(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int n = random.nextInt(4); n >= 0; n--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = SPICE[random.nextInt(SPICE.length)];
        case 2 -> bytes = java.util.Arrays.copyOf(bytes, at + 1);
        default -> System.arraycopy(seed, 0, bytes, at, Math.min(seed.length, bytes.length - at));
      }
    }
    return bytes;
  }
}
