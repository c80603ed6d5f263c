package dev.espalier.samples.study;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How many trials run at once, and what each of them may take.
 *
 * @param processes trials at once
 * @param threads of TensorFlow and of Java in each
 * @param heapMib largest heap of each, in MiB
 * @param nativeMib what is kept free for each beside its heap, in MiB
 * @param reason what it was chosen by, a sentence
 */
public record Capacity(int processes, int threads, int heapMib, int nativeMib, String reason) {

  /**
   * Chooses: a thread for each trial and as many trials as there are cores, fewer where the memory
   * or the person says so; cores that are left over are shared out.
   *
   * @param processes most trials at once; null for no limit but the machine's
   * @param threads of each trial; null to choose
   * @param trials that are still to be run
   */
  public static Capacity of(
      Machine machine,
      @Nullable Integer processes,
      @Nullable Integer threads,
      int heapMib,
      int nativeMib,
      int trials) {
    int byCores = Math.max(1, machine.cores() / (threads == null ? 1 : threads));
    long byMemory = machine.freeMib() / (heapMib + nativeMib);
    int wanted = processes == null ? byCores : processes;
    int fit = (int) Math.max(1, Math.min(Math.min(wanted, byCores), byMemory));
    int chosen = Math.max(1, Math.min(fit, trials));
    int each = threads == null ? Math.max(1, machine.cores() / chosen) : threads;
    String limit;
    if (chosen < fit) {
      limit = "no more trials are left";
    } else if (byMemory < Math.min(wanted, byCores)) {
      limit = "memory allows " + (byMemory < 1 ? "less than one" : byMemory);
    } else {
      limit = processes != null && processes <= byCores ? "--processes" : "cores allow " + byCores;
    }
    String reason =
        String.format(
            Locale.ROOT,
            "%d at once (%s), %d thread%s each: %d core%s, %,d MiB free, %,d MiB of heap and %,d MiB beside it for each.",
            chosen,
            limit,
            each,
            each == 1 ? "" : "s",
            machine.cores(),
            machine.cores() == 1 ? "" : "s",
            machine.freeMib(),
            heapMib,
            nativeMib);
    return new Capacity(chosen, each, heapMib, nativeMib, reason);
  }
}
