package dev.espalier.samples.cli;

import dev.espalier.dsl.Limits;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
import dev.espalier.dsl.json.TopologyJsonException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names a topology. */
final class TopologyFile {
  @Option(
      names = "--topology",
      required = true,
      paramLabel = "T.json",
      description = "The topology, as JSON.")
  private Path file;

  /** The topology of the file. */
  Topology read() throws IOException {
    InputFile.readable(file);
    int most = Limits.defaults().jsonBytes();
    if (Files.size(file) > most) {
      throw new WrongInput(
          "%s: received %,d bytes, allowed are %,d.".formatted(file, Files.size(file), most));
    }
    try {
      return TopologyJson.read(Files.readString(file));
    } catch (TopologyJsonException wrong) {
      throw new WrongInput(file + ": " + wrong.getMessage());
    } catch (CharacterCodingException wrong) {
      throw new WrongInput(file + ": this is not UTF-8.");
    }
  }
}
