package dev.espalier.dsl;

/** The rules for what a router picks for. */
final class GranularityCheck {
  private final Problems problems;
  private final PositionedCheck positioned;

  GranularityCheck(Problems problems, PositionedCheck positioned) {
    this.problems = problems;
    this.positioned = positioned;
  }

  void block(String path, SparseMoe block) {
    String place = path + ".granularity." + block.granularity().verb();
    if (block.granularity() instanceof Granularity.PerPosition each) {
      positioned.perPosition(place, each);
    } else if (block.granularity() instanceof Granularity.PerTask) {
      perTask(path, place, block);
    }
  }

  private void perTask(String path, String place, SparseMoe block) {
    Router router = block.router();
    if (block.gates() == SparseMoe.Gates.ONE) {
      problems.add(
          place,
          "one gate for all tasks",
          "a gate for each task",
          "Use perTask(), which gives each its own, or another granularity");
    }
    if (router instanceof FixedRouter || router instanceof SwitchRouter) {
      String why = router instanceof FixedRouter ? "learns nothing" : "explores by its input";
      problems.add(
          path + ".router",
          router.verb() + ", which " + why,
          "a router that learns without an input: noisyTopK, topK, sampled, threshold or tree",
          "Use noisyTopK, or byTask() for experts of each task that never change");
    } else if (!router.hidden().units().isEmpty()) {
      problems.add(
          path + ".router." + router.verb() + ".hidden",
          "hidden layers of " + router.hidden().units(),
          "none, as there is nothing to read for a task",
          "Remove them");
    }
  }
}
