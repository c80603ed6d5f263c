package dev.espalier.dsl;

import java.util.List;
import java.util.Optional;

/** Follows the streams from the inputs to the tasks, block by block. */
final class FlowCheck {
  private final Topology topology;
  private final Problems problems;

  FlowCheck(Topology topology, Problems problems) {
    this.topology = topology;
    this.problems = problems;
  }

  void run() {
    long inputs = topology.inputs().stream().mapToLong(Feature::width).sum();
    if (!fits("topology.inputs", inputs)) {
      return;
    }
    List<Stream> streams = List.of(Stream.shared((int) inputs));
    for (int i = 0; i < topology.shared().size(); i++) {
      Block block = topology.shared().get(i);
      Optional<Problem> problem = StreamFlow.problem(topology.path(i), block, streams);
      if (problem.isPresent()) {
        problems.add(problem.get());
        if (!streams.stream().allMatch(Stream::isShared)) {
          return; // what follows would be judged on streams that cannot exist
        }
      }
      streams = StreamFlow.after(block, streams, topology.taskNames());
    }
    fits("topology.shared", streams.stream().mapToLong(Stream::width).sum());
  }

  private boolean fits(String path, long width) {
    if (width > Integer.MAX_VALUE) {
      problems.add(
          path,
          width + " numbers per example",
          "at most " + Integer.MAX_VALUE,
          "Make them fewer or narrower; no limit goes beyond this one");
    }
    return width <= Integer.MAX_VALUE;
  }
}
