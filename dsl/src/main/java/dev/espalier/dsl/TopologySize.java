package dev.espalier.dsl;

import dev.espalier.dsl.Categorical.Embedding;
import java.util.List;

/**
 * How much a topology holds, worked out from its settings alone, so that one that is far too large
 * is refused before anything is made for it. Both counts stop at {@link Long#MAX_VALUE}.
 *
 * @param parameters entries of all parameter arrays
 * @param arrays parameter arrays: kernels, offsets, tables and so on
 */
record TopologySize(long parameters, long arrays) {
  static final TopologySize NONE = new TopologySize(0, 0);

  /** The size of a topology that is valid but for its size. */
  static TopologySize of(Topology topology) {
    TopologySize size = NONE;
    int features = 0;
    for (Feature feature : topology.inputs()) {
      features += feature.width();
      Categorical category = feature.category();
      if (category != null && category.encoding() instanceof Embedding embedding) {
        size = size.plus(array(category.coding().rows(), embedding.dimension()));
      }
      if (feature instanceof Positioned several
          && several.pooling() instanceof Pooling.Attention attention) {
        size = size.plus(PositionedSize.of(several, attention));
      }
    }
    List<Stream> streams = List.of(Stream.shared(features));
    for (PlacedBlock placed : topology.blocks()) {
      Block block = placed.block();
      List<Stream> out = StreamFlow.after(block, streams, topology.readers());
      size = size.plus(block(block, topology, streams, out));
      streams = out;
    }
    for (Task task : topology.tasksWithTower()) {
      size = size.plus(tower(read(streams), task.tower(), task.target()));
      if (task.selfAuxiliary() != null) {
        size = size.plus(tower(read(streams), task.selfAuxiliary().tower(), task.target()));
      }
      if (task.positionBias() != null) {
        size = size.plus(PositionedSize.of(task.positionBias()));
      }
    }
    return size;
  }

  /** Numbers that a tower reads of these streams: of its own, or of all that are shared. */
  private static int read(List<Stream> streams) {
    return streams.get(0).width() * (streams.get(0).isShared() ? streams.size() : 1);
  }

  /** A tower on so many numbers, with its output layer. */
  static TopologySize tower(int inputs, Layers tower, Target target) {
    int outputs = target.logits();
    return layers(inputs, tower)
        .plus(array(tower.outputWidth(inputs), outputs))
        .plus(array(outputs, 1))
        .plus(target instanceof Target.Ordinal ordinal ? array(ordinal.classes() - 2, 1) : NONE);
  }

  private static TopologySize block(
      Block block, Topology topology, List<Stream> in, List<Stream> out) {
    int features = topology.inputs().stream().mapToInt(Feature::width).sum();
    if (block instanceof BlockDeclaration own) {
      TopologySize size = NONE;
      for (WeightDeclaration weight : own.weights(new BlockDeclaration.Site(in, out, features))) {
        size = size.plus(new TopologySize(weight.size(), 1));
      }
      return size;
    }
    int width = in.get(0).width();
    if (block instanceof Dense dense) {
      return layers(width, dense.layers()).times(in.size());
    } else if (block instanceof SharedBottom bottom) {
      return layers(width, bottom.layers());
    } else if (block instanceof Experts experts) {
      return layers(width, experts.layers()).times(experts.count());
    } else if (block instanceof Omoe omoe) {
      return gate(omoe.gate(), features, in.size());
    } else if (block instanceof Mmoe mmoe) {
      return gate(mmoe.gate(), features, in.size()).times(out.size());
    }
    if (block instanceof HierarchicalExperts hierarchy) {
      TopologySize copy = NONE;
      List<Stream> streams = in;
      for (Block inner : hierarchy.body()) {
        List<Stream> after = StreamFlow.after(inner, streams, List.of());
        copy = copy.plus(block(inner, topology, streams, after));
        streams = after;
      }
      return copy.times(hierarchy.count());
    }
    if (block instanceof Exit exit) {
      return topology.tasksWithTower().stream()
          .map(task -> tower(read(in), exit.tower(), task.target()))
          .reduce(NONE, TopologySize::plus);
    }
    if (block instanceof CrossNetwork cross) {
      TopologySize matrices =
          cross.rank() == CrossNetwork.FULL
              ? array(width, width)
              : array(width, cross.rank()).times(2);
      return matrices.plus(array(width, 1)).times((long) cross.layers() * in.size());
    } else if (block instanceof FactorizationMachine machine) {
      return array(width, machine.factors()).times(in.size());
    } else if (block instanceof Gru gru) {
      return PositionedSize.of(gru, topology).times(in.size());
    } else if (block instanceof Conv conv) {
      return PositionedSize.of(conv, topology).times(in.size());
    }
    if (block instanceof Aitm aitm) {
      TopologySize attention = array(width, width).plus(array(width, 1)).times(3);
      return layers(width, aitm.transferTo(width)).plus(attention).times(aitm.chain().size() - 1L);
    }
    if (block instanceof SnrGate gate) {
      return array(features, in.size())
          .plus(array(in.size(), 1))
          .plus(trans(gate.kind(), width, in.size()))
          .plus(layers(width, gate.layers()))
          .times(gate.subNetworks());
    }
    if (block instanceof SparseMoe sparse) {
      return SparseSize.of(sparse, topology, width, out.size());
    }
    if (block instanceof DselectK select) {
      return selectors(select, features, in.size()).times(out.size());
    }
    if (block instanceof SnrToTasks snr) {
      long connections = (long) in.size() * out.size();
      return array(in.size(), 1).times(out.size()).plus(trans(snr.kind(), width, connections));
    }
    return block instanceof Snr snr ? snr(snr, in) : ofTasks(block, features, in, out.size());
  }

  private static TopologySize snr(Snr snr, List<Stream> in) {
    int width = in.get(0).width();
    long connections = (long) in.size() * snr.subNetworks();
    TopologySize codes =
        snr.granularity() == Snr.Granularity.PER_WEIGHT
            ? array(width, width).times(connections)
            : array(snr.subNetworks(), in.size());
    return codes
        .plus(trans(snr.kind(), width, connections))
        .plus(layers(width, snr.layers()).times(snr.subNetworks()));
  }

  private static TopologySize selectors(DselectK select, int features, int streams) {
    int codes = select.k() * DselectK.digits(streams);
    TopologySize biases = array(codes, 1).plus(array(select.k(), 1));
    return select.selector() == DselectK.Selector.STATIC
        ? biases
        : biases.plus(array(features, codes)).plus(array(features, select.k()));
  }

  private static TopologySize trans(Snr.Kind kind, int width, long connections) {
    return kind == Snr.Kind.AVER ? NONE : array(width, width).times(connections);
  }

  private static TopologySize ofTasks(Block block, int features, List<Stream> in, int tasks) {
    boolean shared = in.get(0).isShared();
    int width = shared ? in.stream().mapToInt(Stream::width).sum() : in.get(0).width();
    if (block instanceof SingleTask single) {
      return layers(width, single.layers()).times(tasks);
    } else if (block instanceof L2Constrained tied) {
      return layers(width, tied.layers()).times(tasks);
    } else if (block instanceof CrossStitch stitch) {
      TopologySize units = array(tasks, 1).times(tasks);
      return layers(width, stitch.layers())
          .times(tasks)
          .plus(units.times(stitch.layers().units().size()));
    } else if (block instanceof TensorFactorized factorized) {
      return factorized(factorized, width, tasks);
    }
    List<Cgc> levels = block instanceof Ple ple ? ple.levels() : List.of((Cgc) block);
    TopologySize size = NONE;
    int gateWidth = features;
    for (int i = 0; i < levels.size(); i++) {
      size = size.plus(level(levels.get(i), width, gateWidth, tasks, i + 1 == levels.size()));
      width = levels.get(i).layers().outputWidth(width);
      gateWidth = width;
    }
    return size;
  }

  private static TopologySize level(Cgc cgc, int width, int gateWidth, int tasks, boolean last) {
    long own = (long) tasks * cgc.perTask();
    long experts = own + cgc.shared();
    TopologySize gates = array(gateWidth, cgc.perTask() + (long) cgc.shared()).times(tasks);
    TopologySize level = layers(width, cgc.layers()).times(experts).plus(gates);
    return last ? level : level.plus(array(gateWidth, experts));
  }

  private static TopologySize factorized(TensorFactorized block, int inputs, int tasks) {
    TensorFactorized.Ranks ranks = block.ranks();
    TopologySize size = NONE;
    int width = inputs;
    for (int units : block.layers().units()) {
      size =
          size.plus(array(width, ranks.inputs()))
              .plus(array(ranks.tasks(), (long) ranks.inputs() * ranks.outputs()))
              .plus(array(ranks.outputs(), units))
              .plus(array(ranks.tasks(), 1).times(tasks))
              .plus(array(units, 1).times(tasks));
      width = units;
    }
    return size;
  }

  private static TopologySize gate(Gate gate, int features, int streams) {
    TopologySize kernel = array(gate.hidden().outputWidth(features), streams);
    TopologySize hidden = layers(features, gate.hidden());
    TopologySize size = hidden.plus(kernel);
    return gate.bias() == Gate.Bias.NONE ? size : size.plus(array(streams, 1));
  }

  static TopologySize layers(int inputs, Layers layers) {
    int vectors =
        switch (layers.normalization()) {
          case NONE -> 1; // bias
          case LAYER -> 2; // scale and offset
          case BATCH -> 4; // scale, offset, moving mean and variance
        };
    TopologySize size = NONE;
    int width = inputs;
    for (int units : layers.units()) {
      size = size.plus(array(width, units)).plus(array(units, 1).times(vectors));
      width = units;
    }
    return size;
  }

  static TopologySize array(long rows, long columns) {
    return new TopologySize(Saturating.times(rows, columns), 1);
  }

  TopologySize plus(TopologySize other) {
    return new TopologySize(
        Saturating.plus(parameters, other.parameters), Saturating.plus(arrays, other.arrays));
  }

  TopologySize times(long n) {
    return new TopologySize(Saturating.times(parameters, n), Saturating.times(arrays, n));
  }
}
