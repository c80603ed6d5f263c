package dev.espalier.samples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What else the machine does: processor time that is not this process's, where Linux tells. */
public final class MachineLoad {
  private static final double TICKS_PER_SECOND = 100;

  private MachineLoad() {}

  /** Processor seconds used by other processes so far; not a number where nobody tells. */
  static double others() {
    try {
      String[] all = Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split("\\s+");
      long[] ticks = Arrays.stream(all, 1, 9).mapToLong(Long::parseLong).toArray();
      long busy = Arrays.stream(ticks).sum() - ticks[3] - ticks[4];
      return busy / TICKS_PER_SECOND - own();
    } catch (IOException | RuntimeException unknown) {
      return Double.NaN;
    }
  }

  /** Processor seconds used by this process so far. */
  static double own() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /** Largest resident size of this process so far, in MiB; 0 where nobody tells. */
  static long peakResidentMib() {
    return mib("VmHWM:");
  }

  /** Resident size of this process, in MiB; 0 where nobody tells. */
  public static long residentMib() {
    return mib("VmRSS:");
  }

  private static long mib(String name) {
    try {
      List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
      return status.stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException unknown) {
      return 0;
    }
  }
}
