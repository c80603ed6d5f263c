package dev.espalier.samples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() throws IOException {
    Properties built = new Properties();
    try (InputStream stream = Version.class.getResourceAsStream("version.properties")) {
      built.load(Objects.requireNonNull(stream));
    }
    return new String[] {"espalier " + built.getProperty("version")};
  }
}
