package dev.espalier.samples.cli;

import dev.espalier.graph.ExportNotes;
import dev.espalier.graph.ExportNotesJson;
import dev.espalier.graph.ServedModel;
import dev.espalier.graph.ServedSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know of an exported model.
 *
 * @param model its folder
 * @param signatures the ways to ask it
 * @param notes what its exporter wrote down; null for a model that Espalier did not export
 */
record Inspection(Path model, List<ServedSignature> signatures, @Nullable ExportNotes notes) {

  private static final String NOTES = "assets.extra/espalier.json";

  static Inspection of(Path model, ServedModel served) throws IOException {
    Path notes = model.resolve(NOTES);
    return new Inspection(model, served.signatures(), Files.exists(notes) ? read(notes) : null);
  }

  private static ExportNotes read(Path notes) throws IOException {
    try {
      return ExportNotesJson.read(Files.readString(notes));
    } catch (IllegalArgumentException damaged) {
      throw new WrongInput(notes + ": " + damaged.getMessage());
    }
  }

  String text() {
    String ways = signatures.stream().map(ServedSignature::text).collect(Collectors.joining("\n"));
    return notes == null ? ways : ways + "\n" + notes.pruning().text();
  }
}
