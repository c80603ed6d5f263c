package dev.espalier.training.data;

/**
 * How many rows of a stream each step of a training takes, where several streams are read {@link
 * ExampleStreams#together}.
 *
 * @param stream the rows
 * @param perStep of them per step, at least 1; a stream of fewer rows gives all of them to each
 */
public record StreamPortion(ExampleStream stream, int perStep) {

  /**
   * Checks the number.
   *
   * @throws ExamplesException where it is not positive
   */
  public StreamPortion {
    Problems problems = new Problems();
    if (perStep < 1) {
      problems.add(
          stream.source() + " perStep",
          String.valueOf(perStep),
          "at least 1",
          "Take 64, or leave the stream out");
    }
    problems.raise();
  }
}
