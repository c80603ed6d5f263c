package dev.espalier.dsl;

import java.util.List;

/**
 * Experts that are bodies of blocks, such as mixtures of smaller experts (hierarchical mixtures:
 * Jordan and Jacobs 1994; Shazeer et al. 2017, appendix B): one shared stream to {@code count}
 * shared streams, each by a copy of the body with parameters of its own.
 *
 * <p>Every rule of a shared body holds inside; gates inside read the features, as gates anywhere
 * do. The copies are written one beside the other, so ops grow with their number; networks inside a
 * copy are computed together.
 *
 * @param count number of copies, at least 1
 * @param body blocks from one shared stream to one, at least one block; they may themselves be
 *     hierarchical
 */
public record HierarchicalExperts(int count, List<Block> body) implements Block {

  /** Copies the list. */
  public HierarchicalExperts {
    body = List.copyOf(body);
  }

  @Override
  public boolean mixesExamples() {
    return body.stream().anyMatch(Block::mixesExamples);
  }

  /** Place of a block inside one at this path, such as {@code ….body[1].omoe}. */
  public String path(String path, int block) {
    return path + ".body[" + block + "]." + body.get(block).verb();
  }
}
