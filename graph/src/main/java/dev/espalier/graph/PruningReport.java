package dev.espalier.graph;

import java.util.List;

/**
 * What the serving graph does without: closed connections, what nobody reads any more, and what
 * only training needs.
 *
 * @param parts the inputs, then each block, then each task, in the order of the topology
 * @param codes the frozen codes of each block of coded connections
 */
public record PruningReport(List<Part> parts, List<Codes> codes) {

  /**
   * What a part of the model costs.
   *
   * @param parameters numbers it holds, those that are not trained included
   * @param multiplyAdds for one example, lookups not counted
   */
  public record Cost(long parameters, long multiplyAdds) {
    /** Bytes of the numbers it holds, as float32. */
    public long bytes() {
      return parameters * Float.BYTES;
    }

    Cost plus(Cost other) {
      return new Cost(parameters + other.parameters, multiplyAdds + other.multiplyAdds);
    }
  }

  /**
   * What happened to one part of the model.
   *
   * @param path its place in the topology, such as {@code topology.shared[1].snr} or {@code
   *     topology.tasks[0] (click)}
   * @param before in training
   * @param after in serving
   * @param absent which of its networks (experts, sub-networks, copies of a body) are gone, from 0
   * @param constant which of its networks read nothing any more and are served as a constant
   */
  public record Part(
      String path, Cost before, Cost after, List<Integer> absent, List<Integer> constant) {
    /** Copies the lists. */
    public Part {
      absent = List.copyOf(absent);
      constant = List.copyOf(constant);
    }
  }

  /** Copies the lists. */
  public PruningReport {
    parts = List.copyOf(parts);
    codes = List.copyOf(codes);
  }

  /** What all parts cost in training. */
  public Cost before() {
    return parts.stream().map(Part::before).reduce(new Cost(0, 0), Cost::plus);
  }

  /** What all parts cost in serving. */
  public Cost after() {
    return parts.stream().map(Part::after).reduce(new Cost(0, 0), Cost::plus);
  }

  /** The report as a table, then the codes of each block that has any; ends with a line feed. */
  public String text() {
    return new PruningTable(this).text();
  }
}
