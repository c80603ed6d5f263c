package dev.espalier.samples;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/**
 * What a module ships: neither the folder its tests are compiled into nor the jar of them, which
 * the tests of other modules read.
 */
final class MainClasses implements ImportOption {
  private static final ImportOption NO_TEST_FOLDER = new DoNotIncludeTests();

  @Override
  public boolean includes(Location location) {
    return NO_TEST_FOLDER.includes(location) && !location.contains("-tests.jar");
  }
}
