package dev.espalier.training.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;

/**
 * A new file of TensorBoard events. Each event is appended by one write as a record of TFRecord:
 * its length, a masked CRC-32C of that, the event, a masked CRC-32C of it. What a crash cuts off is
 * the last record at most, at which readers stop.
 */
public final class EventFile implements AutoCloseable {
  private static final int MASK = 0xa282ead8;

  private final FileChannel channel;

  /** Creates a file in this folder whose name sorts after those of earlier files. */
  public EventFile(Path folder) throws IOException {
    Files.createDirectories(folder);
    Instant now = Instant.now();
    Path file =
        folder.resolve(
            String.format(
                Locale.ROOT,
                "events.out.tfevents.%010d.%09d.%d",
                now.getEpochSecond(),
                now.getNano(),
                ProcessHandle.current().pid()));
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    write(event().setFileVersion("brain.Event:2").build());
  }

  /** Says that what earlier files tell of this step and later ones did not happen. */
  public void restart(long step) {
    write(
        event()
            .setStep(step)
            .setSessionLog(SessionLog.newBuilder().setStatus(SessionLog.SessionStatus.START))
            .build());
  }

  /** Appends what was seen at a step. */
  public void write(long step, Summary summary) {
    write(event().setStep(step).setSummary(summary).build());
  }

  /** Has what is written survive a loss of power. */
  public void force() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Event.Builder event() {
    return Event.newBuilder().setWallTime(System.currentTimeMillis() / 1000.0);
  }

  private void write(Event event) {
    ByteBuffer record = record(event.toByteArray());
    try {
      while (record.hasRemaining()) {
        channel.write(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteBuffer record(byte[] event) {
    ByteBuffer record =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + event.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(event.length);
    record.putInt(masked(record.array(), 0, Long.BYTES)).put(event);
    return record.putInt(masked(event, 0, event.length)).flip();
  }

  /** The checksum of these bytes, turned and shifted so that it is none of a checksum. */
  private static int masked(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
