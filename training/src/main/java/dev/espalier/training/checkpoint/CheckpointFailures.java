package dev.espalier.training.checkpoint;

import dev.espalier.dsl.Problem;
import dev.espalier.training.checkpoint.CheckpointException.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The failures that are no fault of a disk, each with its way out. */
final class CheckpointFailures {

  private CheckpointFailures() {}

  static CheckpointException noCheckpoint(Path directory, String what) {
    return failure(
        Reason.NO_CHECKPOINT,
        directory,
        "no " + what,
        "a directory that a run has saved into",
        "Check the path, or start without resuming");
  }

  static CheckpointException allBroken(Path directory, List<BrokenCheckpoint> broken) {
    return failure(
        Reason.ALL_BROKEN,
        directory,
        broken.stream().map(BrokenCheckpoint::line).collect(Collectors.joining(", ")),
        "at least one checkpoint whose files are as they were saved",
        "Bring one back from a copy, or move these away and start anew");
  }

  static CheckpointException broken(BrokenCheckpoint broken) {
    return new CheckpointException(
        Reason.BROKEN,
        broken.directory(),
        new Problem(
            broken.directory().toString(),
            broken.what(),
            "files as they were saved",
            "Load another step, or bring this one back from a copy"),
        broken);
  }

  static CheckpointException otherTopology(
      Path directory, TopologyFingerprint saved, TopologyFingerprint expected) {
    return failure(
        Reason.OTHER_TOPOLOGY,
        directory,
        "a checkpoint of " + saved,
        expected.toString(),
        "Use the topology that it was saved with, or another directory");
  }

  static CheckpointException newerSchema(Path directory, int schema) {
    return failure(
        Reason.NEWER_SCHEMA,
        directory,
        "a manifest of schema " + schema,
        "schema " + CheckpointManifestJson.SCHEMA + " or earlier",
        "Update Espalier, or move this checkpoint away to go on from the one before it");
  }

  static CheckpointException stepBehind(Path directory, long step, long newest) {
    return failure(
        Reason.STEP_BEHIND,
        directory,
        "step " + step + " where step " + newest + " is saved",
        "a step after " + newest,
        "Resume from there, or save into another directory");
  }

  static CheckpointException inUse(Path directory, String holder) {
    return failure(
        Reason.IN_USE,
        directory,
        "a second run, while " + holder + " saves there",
        "one run at a time",
        "Wait for that run to end, or save into another directory");
  }

  static CheckpointException replaced(Path directory) {
    return failure(
        Reason.NOT_WRITTEN,
        directory,
        "a directory that was removed, or replaced by another one, during the run",
        "the directory the run began with",
        "Start a run in a directory that stays");
  }

  private static CheckpointException failure(
      Reason reason, Path path, String received, String allowed, String hint) {
    return new CheckpointException(
        reason, path, new Problem(path.toString(), received, allowed, hint), null);
  }
}
