package dev.espalier.training.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Looks through a store for an intact checkpoint, in the order of what is asked for. */
record CheckpointScan(Path store, CheckpointVerifier verifier) {

  /** What was found, if anything, and what was passed over. */
  record Found(Optional<Checkpoint> checkpoint, List<BrokenCheckpoint> broken) {}

  private interface Order {
    List<Path> of(List<Path> newestFirst, List<BrokenCheckpoint> broken);
  }

  /** The newest intact checkpoint. */
  Found newest() {
    return first((newestFirst, broken) -> newestFirst);
  }

  /** The intact checkpoint of the largest score, the earliest of those. */
  Found best() {
    return first(CheckpointScan::bestFirst);
  }

  private Found first(Order order) {
    while (true) {
      List<BrokenCheckpoint> broken = new ArrayList<>();
      Optional<Checkpoint> intact =
          order.of(StepDirectories.newestFirst(store), broken).stream()
              .flatMap(directory -> verified(directory, broken).stream())
              .findFirst();
      // A run that goes on has put a newer one up before it takes an old one away.
      if (broken.stream().allMatch(one -> Files.exists(one.directory()))) {
        return new Found(intact, broken);
      }
    }
  }

  private Optional<Checkpoint> verified(Path directory, List<BrokenCheckpoint> broken) {
    try {
      return Optional.of(verifier.verify(directory));
    } catch (BrokenCheckpoint e) {
      broken.add(e);
      return Optional.empty();
    }
  }

  private static List<Path> bestFirst(List<Path> newestFirst, List<BrokenCheckpoint> broken) {
    record Scored(Path directory, double score, long step) {}
    List<Scored> scored = new ArrayList<>();
    for (Path directory : newestFirst) {
      try {
        CheckpointFacts facts = Verification.manifest(directory).facts();
        facts.score().ifPresent(s -> scored.add(new Scored(directory, s, facts.step())));
      } catch (BrokenCheckpoint e) {
        broken.add(e);
      }
    }
    scored.sort(
        Comparator.comparingDouble(Scored::score).reversed().thenComparingLong(Scored::step));
    return scored.stream().map(Scored::directory).toList();
  }
}
