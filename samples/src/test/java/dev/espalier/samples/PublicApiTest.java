package dev.espalier.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds every public signature to the listing that its module commits. */
class PublicApiTest {

  @ParameterizedTest
  @ValueSource(strings = {"dsl", "graph", "training"})
  void isWhatTheListingSays(String module) throws IOException {
    Path listing = Path.of("..", module, "src", "test", "resources", "api", module + ".api");
    String api = PublicApi.of("dev.espalier." + module);
    if (Boolean.getBoolean("api.update")) {
      Files.createDirectories(listing.getParent());
      Files.writeString(listing, api);
    }
    String listed = Files.exists(listing) ? Files.readString(listing) : "";

    List<String> difference = new ArrayList<>();
    minus(listed, api).forEach(line -> difference.add("- " + line));
    minus(api, listed).forEach(line -> difference.add("+ " + line));
    assertThat(difference)
        .withFailMessage(
            """
            The public API of %s is not what %s lists:
            %s
            Where that is meant, regenerate the listing and commit it with the change:
            ./mvnw test -Dapi.update=true -Dtest=PublicApiTest
            (A type that is gone from the sources but not from target/ goes with ./mvnw clean.)""",
            module, listing.normalize(), String.join("\n", difference))
        .isEmpty();
  }

  private static List<String> minus(String listing, String other) {
    List<String> lines = withTypes(listing);
    lines.removeAll(withTypes(other));
    return lines;
  }

  /** The lines of a listing, each member after the name of its type. */
  private static List<String> withTypes(String listing) {
    List<String> lines = new ArrayList<>();
    String type = "";
    for (String line : listing.lines().toList()) {
      if (line.startsWith(" ")) {
        lines.add(type + line);
      } else {
        type = line.replaceFirst(".*?(dev\\.[\\w.$]+).*", "$1");
        lines.add(line);
      }
    }
    return lines;
  }
}
