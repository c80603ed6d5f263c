package dev.espalier.training.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A checkpoint in the making, in a hidden directory beside its place. */
record Draft(Path store, Path directory) implements AutoCloseable {

  static Draft in(Path store) throws IOException {
    return new Draft(store, Files.createDirectory(StepDirectories.temporary(store)));
  }

  /** Lets the writer write, adds the manifest, and brings all of it to the disk. */
  CheckpointManifest fill(CheckpointFacts facts, CheckpointWriter writer) throws IOException {
    writer.write(directory.resolve(Checkpoint.PREFIX));
    List<CheckpointFile> files = new ArrayList<>();
    for (Path written : written()) {
      files.add(inventory(written));
    }
    CheckpointManifest manifest = new CheckpointManifest(facts, files);
    Path last = directory.resolve(CheckpointManifest.FILE);
    Files.writeString(last, CheckpointManifestJson.write(manifest));
    Durable.syncFile(last);
    Durable.syncDirectory(directory);
    return manifest;
  }

  /** Gives the checkpoint its name. */
  void publish(Path place) throws IOException {
    Durable.rename(store, directory, place);
  }

  /** Removes what was not published. */
  @Override
  public void close() {
    if (Files.exists(directory)) {
      Leftovers.delete(directory);
    }
  }

  private List<Path> written() throws IOException {
    List<Path> written = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.forEach(written::add);
    }
    written.sort(Comparator.naturalOrder());
    return written;
  }

  private static CheckpointFile inventory(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("A writer writes plain files, it left " + name);
    }
    Durable.syncFile(file);
    return new CheckpointFile(name, Files.size(file), Sha256.of(file));
  }
}
