package dev.espalier.dsl;

import java.util.List;
import java.util.Optional;

/** The rules for the streams that a block takes. */
final class StreamCheck {

  private StreamCheck() {}

  /** What is wrong with giving these streams to this block, if anything. */
  static Optional<Problem> of(String path, Block block, List<Stream> in) {
    String received = StreamFlow.describe(in);
    boolean eachItsOwn =
        block instanceof Dense
            || block instanceof CrossStitch
            || block instanceof Aitm
            || block instanceof CrossNetwork
            || block instanceof Exit
            || StreamFlow.widens(block);
    if (!eachItsOwn && !in.stream().allMatch(Stream::isShared)) {
      return Optional.of(
          new Problem(
              path,
              received,
              "shared streams",
              "Put this block before the one that splits the body into tasks, or use one that keeps them,"
                  + " such as dense"));
    }
    if (block instanceof Aitm && in.stream().anyMatch(Stream::isShared)) {
      return Optional.of(
          new Problem(
              path,
              received,
              "one stream per task",
              "Put a block before it that gives each task a stream, such as mmoe"));
    }
    boolean readsOne =
        block instanceof SharedBottom
            || block instanceof Experts
            || block instanceof SparseMoe
            || block instanceof HierarchicalExperts;
    if (readsOne && in.size() != 1) {
      return Optional.of(
          new Problem(
              path,
              received,
              "one shared stream",
              "Put omoe() before it to merge the streams, or use dense or snr, which take several"));
    }
    if (block instanceof DselectK select) {
      Optional<Problem> problem = choice(path, select, in);
      if (problem.isPresent()) {
        return problem;
      }
    }
    if (sums(block) && in.stream().mapToInt(Stream::width).distinct().count() > 1) {
      return Optional.of(
          new Problem(path, received, "streams of one width", "Give them the same units"));
    }
    return ofOwnWidth(path, block, in);
  }

  /** Rules for settings that depend on the width of the streams. */
  private static Optional<Problem> ofOwnWidth(String path, Block block, List<Stream> in) {
    int width = in.stream().mapToInt(Stream::width).min().orElseThrow();
    if (block instanceof CrossNetwork cross && cross.rank() >= width) {
      return Optional.of(
          new Problem(
              path + ".rank",
              cross.rank() + " for " + StreamFlow.describe(in),
              "below the width",
              "Leave the rank out for a full matrix, or lower it"));
    }
    return tooWide(path, block, in, width);
  }

  private static Optional<Problem> tooWide(String path, Block block, List<Stream> in, int width) {
    int added = StreamFlow.added(block, in.size());
    return added == 0 || StreamFlow.widened(width, added) < Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.of(
            new Problem(
                path + "." + widening(block),
                added + " numbers beside " + StreamFlow.describe(in),
                "at most " + Integer.MAX_VALUE + " in all",
                "Make them fewer or the streams narrower; no limit goes beyond this one"));
  }

  /** The setting that says how many these are. */
  private static String widening(Block block) {
    if (block instanceof FactorizationMachine) {
      return "factors";
    } else if (block instanceof Gru || block instanceof SparseMoe) {
      return "units";
    }
    return block instanceof Conv ? "filters" : "offer";
  }

  private static Optional<Problem> choice(String path, DselectK select, List<Stream> in) {
    if (in.size() == 1) {
      return Optional.of(
          new Problem(
              path,
              StreamFlow.describe(in),
              "at least two shared streams",
              "Put experts before it to choose"));
    } else if (select.k() > in.size()) {
      return Optional.of(
          new Problem(
              path + ".k",
              select.k() + " for " + StreamFlow.describe(in),
              "at most the number of streams",
              "Lower it, or use more experts"));
    }
    return Optional.empty();
  }

  private static boolean sums(Block block) {
    return block instanceof Omoe
        || block instanceof Mmoe
        || block instanceof Snr
        || block instanceof SnrToTasks
        || block instanceof SnrGate
        || block instanceof DselectK;
  }
}
