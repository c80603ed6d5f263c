package dev.espalier.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * In what numbers training multiplies matrices: those of layers, in experts, towers and coded
 * connections, forward and backward.
 *
 * <p>Weights, sums, normalisations, gates, codes, losses, merges of gradients and updates are
 * float32 always, and so is every product in validation, prediction and serving.
 *
 * @param roundedFrom multiply-adds of a product from which both factors are rounded to bfloat16,
 *     float32's range with 8 bits of precision; smaller products lose more by the rounding than
 *     they gain
 */
public record Precision(long roundedFrom) {
  /** Below, a product in bfloat16 with its conversions was no faster on two cores with AVX-512. */
  private static final long LARGE = 8_000_000;

  private static final Pattern FLAGS = Pattern.compile("(?m)^(?:flags|Features)\\s*:(.*)$");
  private static final Set<String> FAST = Set.of("avx512_bf16", "amx_bf16", "bf16");

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException where it is negative
   */
  public Precision {
    if (roundedFrom < 0) {
      throw new IllegalArgumentException(
          "Precision.roundedFrom is %d; allowed are 0 and more.".formatted(roundedFrom));
    }
  }

  /** Every product in float32. */
  public static Precision float32() {
    return new Precision(Long.MAX_VALUE);
  }

  /** Large products in bfloat16, whether or not the machine is fast at that. */
  public static Precision bfloat16() {
    return new Precision(LARGE);
  }

  /**
   * {@link #bfloat16} where the device multiplies such numbers by instructions of its own, {@link
   * #float32} elsewhere: processors under Linux say so, GPUs are taken to do so.
   */
  public static Precision fastest(Device device) {
    return device instanceof Device.Gpu || hasInstructions(Path.of("/proc/cpuinfo"))
        ? bfloat16()
        : float32();
  }

  static boolean hasInstructions(Path processors) {
    try {
      return FLAGS
          .matcher(Files.readString(processors))
          .results()
          .flatMap(line -> Stream.of(line.group(1).trim().split("\\s+")))
          .anyMatch(FAST::contains);
    } catch (IOException e) {
      // Not Linux, where nothing tells of it.
      return false;
    }
  }

  /** Whether the factors of a product of so many multiply-adds are rounded. */
  public boolean rounds(long multiplyAdds) {
    return multiplyAdds >= roundedFrom;
  }
}
