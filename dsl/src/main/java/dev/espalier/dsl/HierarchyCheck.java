package dev.espalier.dsl;

/** The rules for the settings of experts that are bodies of blocks. */
final class HierarchyCheck {
  /** Levels of JSON that each level of bodies takes. */
  static final int BODY = 3;

  /** Levels of JSON that the deepest block takes. */
  private static final int BLOCK = 6;

  private final Limits limits;
  private final Problems problems;

  HierarchyCheck(Limits limits, Problems problems) {
    this.limits = limits;
    this.problems = problems;
  }

  /** Checks what holds for all of the hierarchy at once; whether its blocks can be looked at. */
  boolean whole(String path, HierarchicalExperts hierarchy) {
    int most = Math.max(0, (limits.jsonNesting() - BLOCK) / BODY);
    if (isDeeper(hierarchy, most)) {
      problems.add(
          path + ".body",
          "bodies in one another, more than " + most,
          "at most " + most,
          "Nest them less, or raise Limits.jsonNesting, for they must be readable as JSON");
      return false;
    }
    long blocks = blocks(hierarchy);
    if (blocks > limits.blocks()) {
      problems.add(
          path,
          blocks + " blocks, those of each copy counted",
          "at most " + limits.blocks(),
          "Use fewer copies or shorter bodies, or raise Limits.blocks");
    }
    return true;
  }

  /** Checks one level. */
  void level(String path, HierarchicalExperts hierarchy) {
    problems.positive(path + ".count", hierarchy.count(), limits.streams());
    if (hierarchy.body().isEmpty()) {
      problems.add(path + ".body", "no block", "at least one block", "Give the blocks of a copy");
    }
  }

  private static boolean isDeeper(HierarchicalExperts hierarchy, int levels) {
    return levels == 0
        || hierarchy.body().stream()
            .anyMatch(
                block -> block instanceof HierarchicalExperts inner && isDeeper(inner, levels - 1));
  }

  private static long blocks(HierarchicalExperts hierarchy) {
    long one = 0;
    for (Block block : hierarchy.body()) {
      one = Saturating.plus(one, block instanceof HierarchicalExperts inner ? blocks(inner) : 1);
    }
    return Saturating.times(one, Math.max(0, hierarchy.count()));
  }
}
