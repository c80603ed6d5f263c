package dev.espalier.training.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to write into a store. The operating system takes it back from a process that dies,
 * however it dies; the lock's file stays and means nothing by itself.
 */
final class StoreLock implements AutoCloseable {
  private static final String FILE = ".lock";

  /** Behind the text, which others read while it is locked: Windows locks what is written. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  /**
   * What this process holds. To close any channel of a file gives up all its POSIX locks, so that
   * nobody here may as much as open the file of a lock that is held here.
   */
  private static final Map<Object, String> HELD = new ConcurrentHashMap<>();

  private final Path store;
  private final Object key;
  private final FileChannel channel;
  private final String stamp;

  private StoreLock(Path store, Object key, FileChannel channel) throws IOException {
    this.store = store;
    this.key = key;
    this.channel = channel;
    this.stamp = stamp(store);
  }

  static StoreLock take(Path store) throws IOException {
    Path real = store.toRealPath();
    Object key =
        Objects.requireNonNullElse(
            Files.readAttributes(real, BasicFileAttributes.class).fileKey(), real);
    String me =
        "process " + ProcessHandle.current().pid() + " since " + now() + " (this one itself)";
    String holder = HELD.putIfAbsent(key, me);
    if (holder != null) {
      throw CheckpointFailures.inUse(store, holder);
    }
    boolean taken = false;
    try {
      StoreLock lock = new StoreLock(store, key, lock(store));
      taken = true;
      return lock;
    } finally {
      if (!taken) {
        HELD.remove(key);
      }
    }
  }

  /** Makes sure that the directory is still the one that was locked. */
  void check() {
    boolean same;
    try {
      same = stamp(store).equals(stamp);
    } catch (IOException e) {
      same = false;
    }
    if (!same) {
      throw CheckpointFailures.replaced(store);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(key);
    }
  }

  private static FileChannel lock(Path store) throws IOException {
    Path file = store.resolve(FILE);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      @Nullable FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw CheckpointFailures.inUse(store, "process " + Files.readString(file).strip());
      }
      String me = ProcessHandle.current().pid() + " since " + now() + "\n";
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(me.getBytes(StandardCharsets.UTF_8)), 0);
      locked = true;
      return channel;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static String stamp(Path store) throws IOException {
    BasicFileAttributes file = Files.readAttributes(store.resolve(FILE), BasicFileAttributes.class);
    return file.fileKey() + " " + file.lastModifiedTime();
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
