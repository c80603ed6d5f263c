package dev.espalier.graph.internal;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/** Reads the definition of a SavedModel. */
public final class SavedModelFile {

  private SavedModelFile() {}

  /**
   * The graph that a server would take from this directory.
   *
   * @throws IOException where there is no such file, it is damaged, or no graph has the tag
   */
  public static MetaGraphDef read(Path directory) throws IOException {
    Path file = directory.resolve("saved_model.pb");
    if (!Files.isRegularFile(file)) {
      throw new IOException("no file \"" + file + "\"");
    }
    try (InputStream in = Files.newInputStream(file)) {
      List<MetaGraphDef> graphs = SavedModel.parseFrom(in).getMetaGraphsList();
      return graphs.stream()
          .filter(graph -> graph.getMetaInfoDef().getTagsList().contains(SavedModelWriter.TAG))
          .findFirst()
          .orElseThrow(
              () ->
                  new IOException(
                      "graphs tagged "
                          + graphs.stream().map(g -> g.getMetaInfoDef().getTagsList()).toList()));
    } catch (InvalidProtocolBufferException e) {
      throw new IOException("a damaged file: " + e.getMessage(), e);
    }
  }
}
