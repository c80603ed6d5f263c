package dev.espalier.training.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Stands in for a session's weights: files whose bytes follow from the step. */
final class Weights {
  static final TopologyFingerprint TOPOLOGY = TopologyFingerprint.of("ranking", "{\"a\":1}");

  private Weights() {}

  static CheckpointFacts at(long step) {
    return CheckpointFacts.of(TOPOLOGY, step, new DataPosition(step / 10, step % 10), 42)
        .withText("history", "[" + step + "]");
  }

  /** Writes an index and two data files, as TensorFlow does. */
  static CheckpointWriter writer(long step) {
    return prefix -> {
      for (Map.Entry<String, byte[]> file : files(step).entrySet()) {
        Files.write(prefix.resolveSibling(file.getKey()), file.getValue());
      }
    };
  }

  static Checkpoint save(CheckpointSaver saver, long step) {
    return saver.save(at(step), writer(step));
  }

  static Checkpoint save(CheckpointSaver saver, long step, double score) {
    return saver.save(at(step).withScore(score), writer(step));
  }

  /** Saves these steps, all kept. */
  static void saveAll(Path store, long... steps) {
    try (CheckpointSaver saver = CheckpointStore.at(store).saver(100)) {
      Arrays.stream(steps).forEach(step -> save(saver, step));
    }
  }

  /** Whether a checkpoint's files hold the bytes of its step. */
  static boolean areRight(Checkpoint checkpoint) {
    try {
      for (Map.Entry<String, byte[]> file : files(checkpoint.step()).entrySet()) {
        byte[] read = Files.readAllBytes(checkpoint.prefix().resolveSibling(file.getKey()));
        if (!Arrays.equals(read, file.getValue())) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, byte[]> files(long step) {
    Random random = new Random(step);
    Map<String, byte[]> files = new TreeMap<>();
    for (String name :
        new String[] {
          "weights.index", "weights.data-00000-of-00002", "weights.data-00001-of-00002"
        }) {
      byte[] bytes = new byte[1 + random.nextInt(3000)];
      random.nextBytes(bytes);
      files.put(name, bytes);
    }
    return files;
  }
}
