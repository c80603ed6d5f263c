package dev.espalier.training.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A record of TFRecord: its length, a masked CRC-32C of that, the data, a masked CRC-32C of them.
 */
public final class RecordFrame {
  private static final int MASK = 0xa282ead8;

  private RecordFrame() {}

  /** The record of these data, ready to be written. */
  public static ByteBuffer of(byte[] data) {
    ByteBuffer record =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + data.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(data.length);
    record.putInt(masked(record.array(), 0, Long.BYTES)).put(data);
    return record.putInt(masked(data, 0, data.length)).flip();
  }

  /** The checksum of these bytes, turned and shifted so that it is none of a checksum. */
  private static int masked(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }
}
