package dev.espalier.dsl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The typing rules of the stream algebra: which streams a block takes, and which it gives.
 *
 * <p>The rules look at one block and the streams before it, never at pairs of blocks.
 */
public final class StreamFlow {

  private StreamFlow() {}

  /** The streams that this block gives for these inputs, given the names of the tasks. */
  public static List<Stream> after(Block block, List<Stream> in, List<String> tasks) {
    if (block instanceof BlockDeclaration own) {
      return List.copyOf(own.after(in, tasks));
    }
    int width = in.get(0).width();
    if (block instanceof Dense dense) {
      return in.stream()
          .map(s -> new Stream(s.task(), dense.layers().outputWidth(s.width())))
          .toList();
    } else if (block instanceof SharedBottom bottom) {
      return shared(1, bottom.layers().outputWidth(width));
    } else if (block instanceof Experts experts) {
      return shared(experts.count(), experts.layers().outputWidth(width));
    } else if (block instanceof Omoe omoe) {
      return shared(1, widened(width, omoe.gate().offered(in.size())));
    } else if (block instanceof Mmoe mmoe) {
      return each(tasks, widened(width, mmoe.gate().offered(in.size())));
    } else if (block instanceof SparseMoe sparse) {
      int added = added(sparse, in.size());
      int units = added > 0 ? widened(width, added) : sparse.layers().outputWidth(width);
      return sparse.gates() == SparseMoe.Gates.ONE ? shared(1, units) : each(tasks, units);
    } else if (block instanceof SnrGate gate) {
      return shared(gate.subNetworks(), gate.layers().outputWidth(width));
    } else if (block instanceof SnrToTasks || block instanceof DselectK) {
      return each(tasks, width);
    } else if (block instanceof HierarchicalExperts hierarchy) {
      List<Stream> one = in;
      for (Block inner : hierarchy.body()) {
        one = after(inner, one, tasks);
      }
      return shared(hierarchy.count(), one.get(0).width());
    } else if (block instanceof Cascade cascade) {
      List<Stream> streams = in;
      for (Block inner : cascade.body()) {
        streams = after(inner, streams, tasks);
      }
      return streams;
    } else if (block instanceof CrossNetwork || block instanceof Aitm || block instanceof Exit) {
      return in;
    } else if (widens(block)) {
      int added = added(block, in.size());
      return in.stream().map(s -> new Stream(s.task(), widened(s.width(), added))).toList();
    } else if (block instanceof Snr snr) {
      return shared(snr.subNetworks(), snr.layers().outputWidth(width));
    } else if (block instanceof Ple ple) {
      Cgc last = ple.levels().get(ple.levels().size() - 1);
      return each(tasks, last.layers().outputWidth(width));
    }
    return each(tasks, ownNetworks(block).outputWidth(width));
  }

  /** The layers of the networks that give each task a stream. */
  private static Layers ownNetworks(Block block) {
    if (block instanceof SingleTask single) {
      return single.layers();
    } else if (block instanceof L2Constrained tied) {
      return tied.layers();
    } else if (block instanceof CrossStitch stitch) {
      return stitch.layers();
    } else if (block instanceof TensorFactorized factorized) {
      return factorized.layers();
    }
    return ((Cgc) block).layers();
  }

  /** Whether this block gives each task a stream of its own. */
  public static boolean splits(Block block) {
    return block instanceof Mmoe
        || block instanceof SnrToTasks
        || block instanceof DselectK
        || block instanceof SparseMoe sparse && sparse.gates() == SparseMoe.Gates.PER_TASK
        || concatenates(block);
  }

  /** Whether this block reads several shared streams as one: their concatenation. */
  public static boolean concatenates(Block block) {
    return block instanceof SingleTask
        || block instanceof L2Constrained
        || block instanceof CrossStitch
        || block instanceof TensorFactorized
        || block instanceof Cgc
        || block instanceof Ple;
  }

  /** The streams before each of a topology's blocks, whose body is legal, and after the last. */
  static List<List<Stream>> through(Topology topology) {
    int features = topology.inputs().stream().mapToInt(Feature::width).sum();
    List<List<Stream>> streams = new ArrayList<>(List.of(List.of(Stream.shared(features))));
    for (PlacedBlock placed : topology.blocks()) {
      streams.add(after(placed.block(), streams.get(streams.size() - 1), topology.readers()));
    }
    return streams;
  }

  /** Numbers that each tower reads, in a topology whose body is legal. */
  static int towerInput(Topology topology) {
    List<List<Stream>> all = through(topology);
    List<Stream> body = all.get(all.size() - 1);
    return body.get(0).width() * (body.get(0).isShared() ? body.size() : 1);
  }

  /** Whether this block gives each stream with numbers of its own beside it. */
  static boolean widens(Block block) {
    return block instanceof FactorizationMachine || block instanceof Gru || block instanceof Conv;
  }

  /** Numbers that this block puts beside what it takes of so many streams. */
  static int added(Block block, int streams) {
    if (block instanceof FactorizationMachine machine) {
      return machine.factors();
    } else if (block instanceof Gru gru) {
      return gru.units();
    } else if (block instanceof Conv conv) {
      return conv.outputs();
    } else if (block instanceof SparseMoe sparse) {
      boolean beside = sparse.granularity() instanceof Granularity.PerPosition;
      return beside ? sparse.layers().outputWidth(0) : 0;
    } else if (block instanceof Omoe omoe) {
      return omoe.gate().offered(streams);
    }
    return block instanceof Mmoe mmoe ? mmoe.gate().offered(streams) : 0;
  }

  /** Both widths together; the largest int where that is too large, which is refused. */
  static int widened(int width, int by) {
    return (int) Math.min(Integer.MAX_VALUE, (long) width + by);
  }

  /** The streams in words, such as {@code 8 shared streams of width 16}. */
  public static String describe(List<Stream> streams) {
    List<String> parts = new ArrayList<>();
    List<Integer> widths = streams.stream().map(Stream::width).distinct().toList();
    String width = widths.size() == 1 ? "width " + widths.get(0) : "widths " + widths;
    long own = streams.stream().filter(s -> !s.isShared()).count();
    if (own < streams.size()) {
      parts.add(count(streams.size() - own, "shared stream"));
    }
    if (own > 0) {
      parts.add(count(own, "task stream"));
    }
    return String.join(" and ", parts) + " of " + width;
  }

  private static String count(long n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private static List<Stream> each(List<String> tasks, int width) {
    return tasks.stream().map(task -> Stream.of(task, width)).toList();
  }

  private static List<Stream> shared(int count, int width) {
    return Collections.nCopies(count, Stream.shared(width));
  }
}
