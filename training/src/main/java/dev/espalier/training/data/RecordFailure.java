package dev.espalier.training.data;

import dev.espalier.dsl.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What TensorFlow says of records that it cannot read, with their place. */
final class RecordFailure {
  private static final Pattern BROKEN = Pattern.compile("(corrupted|truncated) record at (\\d+)");
  private static final Pattern TYPE =
      Pattern.compile(
          "Key: (.*), Index: (\\d+)\\.\\s+Data types don't match\\. Expected type: (\\w+), Actual"
              + " type: (\\w+)",
          Pattern.DOTALL);
  private static final Pattern INDEX = Pattern.compile("Index: (\\d+)\\.");
  private static final int LONGEST = 200;

  private RecordFailure() {}

  /** What is wrong with a record of a file, of which so many were read before. */
  static ExamplesException of(String source, int before, RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    return new ExamplesException(problem(source, before, message), failure);
  }

  private static Problem problem(String source, int before, String message) {
    String somewhere = source + " record " + (before + 1) + " or after";
    Matcher broken = BROKEN.matcher(message);
    if (broken.find()) {
      return new Problem(
          somewhere,
          "a %s record at byte %s".formatted(broken.group(1), broken.group(2)),
          "records that are whole, with their checksums",
          "Write the file again; the name of a compressed one ends in .gz");
    }
    Matcher type = TYPE.matcher(message);
    if (type.find()) {
      return new Problem(
          "%s record %d, column %s"
              .formatted(
                  source,
                  before + Integer.parseInt(type.group(2)) + 1,
                  Problems.quote(type.group(1))),
          "values of type " + type.group(4),
          "values of type " + type.group(3) + ", as in the first records",
          "Write the feature with one type");
    }
    Matcher index = INDEX.matcher(message);
    if (index.find()) {
      return noExample(source + " record " + (before + Integer.parseInt(index.group(1)) + 1));
    }
    if (message.contains("parse example")) {
      return noExample(somewhere);
    }
    String line = message.lines().findFirst().orElse("");
    return new Problem(
        somewhere,
        line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line,
        "records of TFRecord",
        "See that the file is complete and readable; the name of a compressed one ends in .gz");
  }

  /** That a record holds something else. */
  static Problem noExample(String place) {
    return new Problem(
        place, "bytes that are no tf.Example", "a tf.Example", "Write the file with tf.Example");
  }
}
