package dev.espalier.samples.study;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What trials have to share.
 *
 * @param cores of this machine, or of its container
 * @param freeMib memory that is free or would be freed, in MiB
 */
public record Machine(int cores, long freeMib) {

  /** This machine as it is now. */
  public static Machine here() {
    return new Machine(Runtime.getRuntime().availableProcessors(), free() >> 20);
  }

  /** In bytes. */
  private static long free() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long unused = system.getFreeMemorySize();
    try {
      long available = 0;
      long total = 0;
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
        long bytes = line.startsWith("Mem") ? 1024 * Long.parseLong(line.replaceAll("\\D", "")) : 0;
        total = line.startsWith("MemTotal:") ? bytes : total;
        available = line.startsWith("MemAvailable:") ? bytes : available;
      }
      // In a container with a limit of its own, that counts.
      return system.getTotalMemorySize() < total ? Math.min(unused, available) : available;
    } catch (IOException | NumberFormatException untold) {
      return unused;
    }
  }
}
