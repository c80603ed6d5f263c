package dev.espalier.graph.internal;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;
import org.tensorflow.proto.BundleEntryProto;

/**
 * What a checkpoint holds, read from its {@code .index} file without TensorFlow's runtime.
 *
 * <p>The file is a sorted table: blocks of entries, an index block, and a footer of 48 bytes. An
 * entry is three varints (key bytes shared with the entry before, further key bytes, value bytes),
 * the rest of the key, the value. A block ends with its restart points and a checksum.
 */
final class CheckpointIndex {
  private static final long MAGIC = 0xdb4775248b80fb57L;
  private static final int FOOTER = 48;
  private static final int TRAILER = 5;

  private final ByteBuffer file;
  private final Map<String, BundleEntryProto> entries = new LinkedHashMap<>();

  private CheckpointIndex(ByteBuffer file) {
    this.file = file;
  }

  /**
   * The entry of each tensor, by name.
   *
   * @throws IOException where this is not a whole index of a checkpoint
   */
  static Map<String, BundleEntryProto> read(Path index) throws IOException {
    byte[] bytes = Files.readAllBytes(index);
    try {
      CheckpointIndex reader =
          new CheckpointIndex(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
      reader.read();
      return reader.entries;
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("Not the index of a checkpoint, or only a part of it: " + index, e);
    }
  }

  private void read() throws IOException {
    if (file.limit() < FOOTER || file.getLong(file.limit() - Long.BYTES) != MAGIC) {
      throw new IllegalArgumentException("no footer");
    }
    ByteBuffer footer = file.duplicate();
    footer.position(file.limit() - FOOTER);
    // The first block says nothing about the entries; it is read for its checksum.
    block(Math.toIntExact(varint(footer)), Math.toIntExact(varint(footer)), (key, value) -> {});
    block(Math.toIntExact(varint(footer)), Math.toIntExact(varint(footer)), this::dataBlock);
  }

  private void dataBlock(String lastKey, ByteBuffer handle) {
    block(Math.toIntExact(varint(handle)), Math.toIntExact(varint(handle)), this::entry);
  }

  private void entry(String key, ByteBuffer value) {
    if (key.isEmpty()) {
      return; // The header of the checkpoint.
    }
    try {
      entries.put(key, BundleEntryProto.parseFrom(value));
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("no entry for " + key, e);
    }
  }

  private void block(int offset, int size, BiConsumer<String, ByteBuffer> each) {
    CRC32C crc = new CRC32C();
    crc.update(file.array(), offset, size + 1);
    int sum = (int) crc.getValue();
    int masked = ((sum >>> 15) | (sum << 17)) + 0xa282ead8;
    if (file.get(offset + size) != 0 || file.getInt(offset + size + 1) != masked) {
      throw new IllegalArgumentException("compressed or damaged block of " + (size + TRAILER));
    }
    ByteBuffer block = file.slice(offset, size).order(ByteOrder.LITTLE_ENDIAN);
    int restarts = block.getInt(size - Integer.BYTES);
    block.limit(size - Integer.BYTES * (restarts + 1));
    byte[] key = new byte[0];
    while (block.hasRemaining()) {
      int shared = Math.toIntExact(varint(block));
      int more = Math.toIntExact(varint(block));
      int length = Math.toIntExact(varint(block));
      key = Arrays.copyOf(key, shared + more);
      block.get(key, shared, more);
      each.accept(new String(key, StandardCharsets.UTF_8), block.slice(block.position(), length));
      block.position(block.position() + length);
    }
  }

  private static long varint(ByteBuffer from) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte b = from.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }
}
