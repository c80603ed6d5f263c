package dev.espalier.dsl;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules for what a block from outside of Espalier declares. */
final class DeclarationCheck {
  private static final int MOST_AXES = 4;

  private final Problems problems;
  private final Limits limits;

  DeclarationCheck(Limits limits, Problems problems) {
    this.limits = limits;
    this.problems = problems;
  }

  /** Checks the streams that it gives, then its weights. */
  void block(String path, BlockDeclaration block, BlockDeclaration.Site site, List<String> tasks) {
    if (streams(path, site.out(), tasks)) {
      Set<String> seen = new HashSet<>();
      for (WeightDeclaration weight : block.weights(site)) {
        weight(path + ".weights." + weight.name(), weight, site.out().size());
        problems.name(path + ".weights", weight.name());
        problems.once(path + ".weights", weight.name(), seen);
      }
    }
  }

  private boolean streams(String path, List<Stream> out, List<String> tasks) {
    List<String> of = out.stream().filter(s -> !s.isShared()).map(Stream::task).toList();
    boolean legal = !out.isEmpty() && (of.isEmpty() || of.equals(tasks) && of.size() == out.size());
    if (!legal) {
      problems.add(
          path + ".after",
          out.isEmpty() ? "no stream" : StreamFlow.describe(out) + ", of the tasks " + of,
          "shared streams, or one for each of the tasks " + tasks + ", in their order",
          "Correct what the block's after() gives");
    }
    for (int width : out.stream().map(Stream::width).distinct().toList()) {
      problems.positive(path + ".after.width", width, limits.width());
      legal &= width >= 1;
    }
    if (out.stream().mapToInt(Stream::width).distinct().count() > 1) {
      problems.add(
          path + ".after",
          StreamFlow.describe(out),
          "streams of one width",
          "Correct what the block's after() gives");
      legal = false;
    }
    return legal;
  }

  private void weight(String path, WeightDeclaration weight, int streams) {
    int axes = weight.shape().size();
    if (axes < 1 || axes > MOST_AXES || weight.shape().stream().anyMatch(size -> size < 1)) {
      problems.add(
          path + ".shape",
          weight.shape().toString(),
          "1 to " + MOST_AXES + " sizes, each at least 1",
          "Correct what the block's weights() gives");
    }
    problems.notNegative(path + ".l2", weight.l2());
    for (int stream : weight.streams()) {
      if (stream < 0 || stream >= streams) {
        problems.add(
            path + ".streams",
            stream + "",
            "0 to " + (streams - 1) + ", the streams that the block gives",
            "Name streams out, or none for all");
      }
    }
  }
}
