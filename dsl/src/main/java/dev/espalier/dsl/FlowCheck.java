package dev.espalier.dsl;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Follows the streams from the inputs to the tasks, block by block. */
final class FlowCheck {
  private final Topology topology;
  private final Limits limits;
  private final Problems problems;
  private final int features;

  FlowCheck(Topology topology, Limits limits, Problems problems) {
    this.topology = topology;
    this.limits = limits;
    this.problems = problems;
    this.features =
        (int)
            Math.min(Integer.MAX_VALUE, topology.inputs().stream().mapToLong(Feature::width).sum());
  }

  void run() {
    long inputs = topology.inputs().stream().mapToLong(Feature::width).sum();
    if (!fits("topology.inputs", inputs)) {
      return;
    }
    if (inputs == 0) {
      problems.add(
          "topology.inputs",
          "nothing but unpooled features",
          "at least one number in the stream of features, which gates read",
          "Pool one of them, such as by flat(), or add a feature");
      return;
    }
    List<Stream> streams =
        follow(topology.shared(), topology::path, List.of(Stream.shared((int) inputs)));
    if (streams != null) {
      fits("topology.shared", streams.stream().mapToLong(Stream::width).sum());
    }
  }

  /** The streams after these blocks; null where what follows would be judged on none. */
  private @Nullable List<Stream> follow(
      List<Block> blocks, IntFunction<String> path, List<Stream> in) {
    List<Stream> streams = in;
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      if (block instanceof BlockDeclaration own) {
        streams = declared(path.apply(i), own, streams);
        if (streams == null) {
          return null;
        }
        continue;
      }
      if (block instanceof Cascade cascade) {
        String place = path.apply(i);
        streams = follow(cascade.body(), j -> cascade.path(place, j), streams);
        if (streams == null) {
          return null;
        }
        continue;
      }
      Optional<Problem> problem = StreamCheck.of(path.apply(i), block, streams);
      if (problem.isPresent()) {
        problems.add(problem.get());
        if (!streams.stream().allMatch(Stream::isShared)) {
          return null; // the streams after this block cannot exist
        }
      }
      if (block instanceof HierarchicalExperts hierarchy
          && !endsInOne(hierarchy, path.apply(i), streams.get(0))) {
        return null;
      }
      streams = StreamFlow.after(block, streams, topology.readers());
      if (block instanceof SparseMoe sparse) {
        SparseCheck.idle(problems, path.apply(i), sparse, streams.size());
      }
    }
    return streams;
  }

  private @Nullable List<Stream> declared(String path, BlockDeclaration block, List<Stream> in) {
    List<Problem> own = block.problems(path, in);
    own.forEach(problems::add);
    if (!own.isEmpty()) {
      return null;
    }
    List<Stream> out = List.copyOf(block.after(in, topology.readers()));
    Problems declared = new Problems();
    new DeclarationCheck(limits, declared)
        .block(path, block, new BlockDeclaration.Site(in, out, features), topology.readers());
    declared.toList().forEach(problems::add);
    return declared.isEmpty() ? out : null;
  }

  private boolean endsInOne(HierarchicalExperts hierarchy, String path, Stream in) {
    List<Stream> end = follow(hierarchy.body(), i -> hierarchy.path(path, i), List.of(in));
    if (end != null && (end.size() != 1 || !end.get(0).isShared())) {
      problems.add(
          path + ".body",
          StreamFlow.describe(end),
          "one shared stream where the body ends",
          "End the body with omoe(), which merges shared streams");
    }
    return end != null && end.size() == 1 && end.get(0).isShared();
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
