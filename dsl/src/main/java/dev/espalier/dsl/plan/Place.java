package dev.espalier.dsl.plan;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Stream;
import dev.espalier.dsl.Topology;
import java.util.List;

/**
 * Where a step is.
 *
 * @param path in the topology
 * @param name in checkpoints
 * @param topology whose inputs any step may read beside its streams
 * @param tasks names of the tasks
 * @param in streams that come in
 * @param out streams that go out
 */
record Place(
    String path,
    String name,
    Topology topology,
    List<String> tasks,
    List<Stream> in,
    List<Stream> out) {

  /** Width of the stream of features. */
  int features() {
    return topology.inputs().stream().mapToInt(Feature::width).sum();
  }

  /** Width of the streams in, which are all of one width. */
  int width() {
    return in.get(0).width();
  }

  /** Networks that each give one of the streams out, named after its place or its task. */
  NetworkPlanner each(List<Owner> owners) {
    return new NetworkPlanner(
        out.size(),
        i -> name + "/" + (out.get(i).isShared() ? i + "" : out.get(i).task()),
        owners::get);
  }

  /** One network for everything, which the losses of all these owners reach. */
  NetworkPlanner one(List<Owner> owners) {
    Owner all = Owner.union(owners, tasks);
    return new NetworkPlanner(1, i -> name, i -> all);
  }

  /** The same place with these streams in. */
  Place reading(List<Stream> in) {
    return new Place(path, name, topology, tasks, in, out);
  }

  /** The place of one of several steps of the same block. */
  Place at(String part, String named, List<Stream> in, List<Stream> out) {
    return new Place(path + "." + part, name + "/" + named, topology, tasks, in, out);
  }
}
