package dev.espalier.training;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The experts that an export was made without, since no example of some reached them.
 *
 * @param examples how many were looked at
 * @param blocks each block with a router, in the order of the topology
 * @param difference the largest between an answer of the export and of the model on these examples:
 *     what float32 rounds
 */
public record DroppedExperts(int examples, List<OfBlock> blocks, double difference) {

  /**
   * What a block was exported without.
   *
   * @param path place of the block in the topology
   * @param experts numbers of those that are gone, from 0
   * @param count how many it was trained with
   */
  public record OfBlock(String path, List<Integer> experts, int count) {
    /** Copies the list. */
    public OfBlock {
      experts = List.copyOf(experts);
    }
  }

  /** Copies the list. */
  public DroppedExperts {
    blocks = List.copyOf(blocks);
  }

  /** In words, a line per block and one for what it costs; ends with a line feed. */
  public String text() {
    String lines =
        blocks.stream()
            .map(
                block ->
                    String.format(
                        Locale.ROOT,
                        "%s: %s\n",
                        block.path(),
                        block.experts().isEmpty()
                            ? "every expert is reached"
                            : "without experts %s of %d, which none of %,d examples reached"
                                .formatted(numbers(block), block.count(), examples)))
            .collect(Collectors.joining());
    return lines
        + String.format(Locale.ROOT, "largest difference of their answers: %.1e\n", difference);
  }

  private static String numbers(OfBlock block) {
    return block.experts().stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
