package dev.espalier.dsl;

import java.util.List;

/** The rules for where a cascade and its exits stand. */
final class CascadeCheck {
  private final Topology topology;
  private final Problems problems;

  CascadeCheck(Topology topology, Problems problems) {
    this.topology = topology;
    this.problems = problems;
  }

  void run() {
    for (int i = 0; i < topology.shared().size(); i++) {
      String path = topology.path(i);
      if (topology.shared().get(i) instanceof Cascade cascade) {
        last(path, topology.shared().size() - 1 - i);
        body(path, cascade);
      } else {
        elsewhere(path, topology.shared().get(i));
      }
    }
  }

  private void last(String path, int after) {
    if (after > 0) {
      problems.add(
          path,
          after + (after == 1 ? " block" : " blocks") + " after it",
          "a cascade as the last block",
          "Put them into its body, for its exits are on the way to the tasks' towers");
    }
  }

  private void body(String path, Cascade cascade) {
    List<Block> body = cascade.body();
    if (body.stream().noneMatch(Exit.class::isInstance)) {
      problems.add(
          path + ".body",
          "no exit",
          "at least one exit",
          "Put exit() between two of its blocks, or give the blocks without a cascade");
    }
    boolean behind = false;
    for (int i = 0; i < body.size(); i++) {
      String place = cascade.path(path, i);
      behind |= body.get(i) instanceof Exit;
      if (behind && body.get(i).mixesExamples()) {
        problems.add(
            place,
            "experts with places for some examples only in serving, behind an exit",
            "blocks that answer each example by itself, for those that stay are not known before",
            "Serve it without a capacity, or put it before the first exit");
      }
      if (!(body.get(i) instanceof Exit)) {
        elsewhere(place, body.get(i));
      } else if (i + 1 == body.size()) {
        problems.add(
            place,
            "an exit at the end",
            "a block behind each exit",
            "Remove it: the towers of the tasks are the last exit");
      } else if (body.get(i + 1) instanceof Exit) {
        problems.add(
            place,
            "an exit right before another",
            "a block behind each exit",
            "Remove one of them, or put a block between them");
      }
    }
  }

  /** A block that is neither in the shared body itself nor an exit of its cascade. */
  private void elsewhere(String path, Block block) {
    if (block instanceof Exit) {
      problems.add(
          path,
          "an exit outside of a cascade",
          "exits right in the body of a cascade",
          "Put it and what is behind it into cascade()");
    } else if (block instanceof Cascade) {
      problems.add(
          path,
          "a cascade inside another block",
          "a cascade in the shared body itself",
          "Put its blocks and exits there instead");
    } else if (block instanceof HierarchicalExperts hierarchy) {
      for (int i = 0; i < hierarchy.body().size(); i++) {
        elsewhere(hierarchy.path(path, i), hierarchy.body().get(i));
      }
    }
  }
}
