package dev.espalier.training;

import dev.espalier.dsl.Problem;

/** The ranges that settings of steps and schedules are held to. */
final class Settings {

  /** The way out for a bad learning rate. */
  static final String RATE = "Take 1e-3 to start with";

  private Settings() {}

  static void positive(String path, float received, String hint) {
    require(received > 0 && Float.isFinite(received), path, received, "a positive number", hint);
  }

  static void positive(String path, long received, String hint) {
    require(received > 0, path, received, "a positive whole number", hint);
  }

  static void notNegative(String path, float received, String hint) {
    require(received >= 0 && Float.isFinite(received), path, received, "0 or more", hint);
  }

  static void fraction(String path, float received, String hint) {
    require(received >= 0 && received < 1, path, received, "0 or more and below 1", hint);
  }

  static void inside(String path, float received, String hint) {
    require(received > 0 && received < 1, path, received, "above 0 and below 1", hint);
  }

  static void between(String path, float received, float most, String hint) {
    require(received >= 0 && received <= most, path, received, "0 to " + most, hint);
  }

  private static void require(
      boolean holds, String path, Object received, String allowed, String hint) {
    if (!holds) {
      throw new GradientException(new Problem(path, String.valueOf(received), allowed, hint));
    }
  }
}
