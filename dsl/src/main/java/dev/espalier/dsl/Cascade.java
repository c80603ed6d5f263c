package dev.espalier.dsl;

import java.util.List;

/**
 * A body of several depths, in which easy examples need not go to the end: blocks with exits
 * between them. At an exit every task has a tower, and the towers of the tasks themselves are the
 * last exit (BranchyNet: Teerapittayanon et al. 2016; multi-scale dense networks: Huang et al.
 * 2018).
 *
 * <p>Training computes all of it for all examples, and the loss of a task is the sum over its exits
 * of their weights times their losses; the last exit counts once. In evaluation and serving an
 * example leaves at the first exit that is confident enough of it for every task, and all its
 * answers are those of this exit. What left is not computed further: the blocks behind an exit see
 * the examples that stay.
 *
 * <p>What is behind an exit answers each example by itself: experts with places for some examples
 * only in serving stand before the first exit.
 *
 * <p>It is the last block of the shared body, for its exits are on the way to the tasks' towers.
 * Every rule of a shared body holds inside, and its streams are typed there as they would be
 * without it.
 *
 * @param body blocks and exits, first to last: at least one exit, a block behind each
 */
public record Cascade(List<Block> body) implements Block {

  /** Copies the list. */
  public Cascade {
    body = List.copyOf(body);
  }

  @Override
  public boolean mixesExamples() {
    return body.stream().anyMatch(Block::mixesExamples);
  }

  /** Place of a block inside one at this path, such as {@code ….body[1].exit}. */
  public String path(String path, int block) {
    return path + ".body[" + block + "]." + body.get(block).verb();
  }
}
