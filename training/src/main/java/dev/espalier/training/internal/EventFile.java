package dev.espalier.training.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;

/**
 * A new file of TensorBoard events. Each event is appended by one write as a record of TFRecord.
 * What a crash cuts off is the last record at most, at which readers stop.
 */
public final class EventFile implements AutoCloseable {
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
    ByteBuffer record = RecordFrame.of(event.toByteArray());
    try {
      while (record.hasRemaining()) {
        channel.write(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
