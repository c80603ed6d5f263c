package dev.espalier.samples.endurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** What can happen to a file on a disk. */
enum Damage {
  /** One bit is another. */
  FLIPPED_BIT {
    @Override
    void to(Path file, Random random) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
    }
  },
  /** The end is missing. */
  CUT_OFF {
    @Override
    void to(Path file, Random random) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    }
  },
  /** The file is gone. */
  MISSING {
    @Override
    void to(Path file, Random random) throws IOException {
      Files.delete(file);
    }
  },
  /** Some blocks hold zeros, as after a loss of power. */
  ZEROS {
    @Override
    void to(Path file, Random random) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      int from = random.nextInt(bytes.length);
      int to = from + 1 + random.nextInt(bytes.length - from);
      // What is zero already would not be damaged.
      bytes[from] = (byte) (bytes[from] == 0 ? 1 : 0);
      Arrays.fill(bytes, Math.min(from + 1, to), to, (byte) 0);
      Files.write(file, bytes);
    }
  };

  abstract void to(Path file, Random random) throws IOException;
}
