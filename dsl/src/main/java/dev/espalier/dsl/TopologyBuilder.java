package dev.espalier.dsl;

import java.util.ArrayList;
import java.util.List;

/** Collects the parts of a topology and checks the whole when it is built. */
@TopologyDsl
public final class TopologyBuilder {
  private final String name;
  private final List<Feature> inputs = new ArrayList<>();
  private final List<Block> shared = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  private final List<Score> scores = new ArrayList<>();
  private Limits limits = Limits.defaults();

  TopologyBuilder(String name) {
    this.name = name;
  }

  /** Adds features, in the order in which the network sees them. */
  public TopologyBuilder inputs(Feature... features) {
    inputs.addAll(List.of(features));
    return this;
  }

  /** Adds blocks to the end of the shared body. */
  public TopologyBuilder shared(Block... blocks) {
    shared.addAll(List.of(blocks));
    return this;
  }

  /** Adds a task. */
  public TopologyBuilder task(Task task) {
    tasks.add(task);
    return this;
  }

  /** Adds a score, which is served beside the tasks that it is made of. */
  public TopologyBuilder score(String name, Score.Formula formula) {
    scores.add(new Score(name, formula));
    return this;
  }

  /** Sets how large the topology may be; default {@link Limits#defaults()}. */
  public TopologyBuilder limits(Limits limits) {
    this.limits = limits;
    return this;
  }

  /**
   * The topology.
   *
   * @throws TopologyException with every problem there is
   */
  public Topology build() {
    Topology topology = new Topology(name, inputs, shared, tasks, scores);
    List<Problem> problems = topology.problems(limits);
    if (!problems.isEmpty()) {
      throw new TopologyException(name, problems);
    }
    return topology;
  }
}
