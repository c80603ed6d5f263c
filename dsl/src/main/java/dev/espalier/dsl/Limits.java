package dev.espalier.dsl;

/**
 * How large a topology may be; checked before anything native is allocated.
 *
 * @param features most features; default 10,000
 * @param blocks most blocks in the shared body; default 256
 * @param streams most streams between two blocks, and so experts or sub-networks; default 4,096
 * @param tasks most tasks; default 1,024
 * @param width most units of a layer, numbers of a feature, or classes of a task; default 65,536
 * @param layers most layers in one stack; default 256
 * @param rows most rows of one category table; default 100,000,000
 * @param parameters most parameters in all; default 2,000,000,000
 * @param arrays most arrays that hold the parameters: kernels, offsets, tables; default 1,000,000
 * @param jsonBytes most bytes of a topology as JSON; default 1 MiB
 * @param jsonNesting deepest nesting of a topology as JSON; default 32
 */
public record Limits(
    int features,
    int blocks,
    int streams,
    int tasks,
    int width,
    int layers,
    int rows,
    long parameters,
    int arrays,
    int jsonBytes,
    int jsonNesting) {
  private static final Limits DEFAULTS =
      new Limits(
          10_000,
          256,
          4_096,
          1_024,
          65_536,
          256,
          100_000_000,
          2_000_000_000L,
          1_000_000,
          1 << 20,
          32);

  /** The defaults. */
  public static Limits defaults() {
    return DEFAULTS;
  }

  /** The same limits with this many features at most. */
  public Limits features(int features) {
    return new Limits(
        features,
        blocks,
        streams,
        tasks,
        width,
        layers,
        rows,
        parameters,
        arrays,
        jsonBytes,
        jsonNesting);
  }

  /** The same limits with this many blocks in the shared body at most. */
  public Limits blocks(int blocks) {
    return new Limits(
        features,
        blocks,
        streams,
        tasks,
        width,
        layers,
        rows,
        parameters,
        arrays,
        jsonBytes,
        jsonNesting);
  }

  /** The same limits with this many streams between two blocks at most. */
  public Limits streams(int streams) {
    return new Limits(
        features,
        blocks,
        streams,
        tasks,
        width,
        layers,
        rows,
        parameters,
        arrays,
        jsonBytes,
        jsonNesting);
  }

  /** The same limits with this many tasks at most. */
  public Limits tasks(int tasks) {
    return new Limits(
        features,
        blocks,
        streams,
        tasks,
        width,
        layers,
        rows,
        parameters,
        arrays,
        jsonBytes,
        jsonNesting);
  }

  /** The same limits with this many numbers in a layer, a feature or an output at most. */
  public Limits width(int width) {
    return new Limits(
        features,
        blocks,
        streams,
        tasks,
        width,
        layers,
        rows,
        parameters,
        arrays,
        jsonBytes,
        jsonNesting);
  }

  /** The same limits with this many layers in one stack at most. */
  public Limits layers(int layers) {
    return new Limits(
        features,
        blocks,
        streams,
        tasks,
        width,
        layers,
        rows,
        parameters,
        arrays,
        jsonBytes,
        jsonNesting);
  }

  /** The same limits with this many rows of one category table at most. */
  public Limits rows(int rows) {
    return new Limits(
        features,
        blocks,
        streams,
        tasks,
        width,
        layers,
        rows,
        parameters,
        arrays,
        jsonBytes,
        jsonNesting);
  }

  /** The same limits with this many parameters at most. */
  public Limits parameters(long parameters) {
    return new Limits(
        features,
        blocks,
        streams,
        tasks,
        width,
        layers,
        rows,
        parameters,
        arrays,
        jsonBytes,
        jsonNesting);
  }

  /** The same limits with this many parameter arrays at most. */
  public Limits arrays(int arrays) {
    return new Limits(
        features,
        blocks,
        streams,
        tasks,
        width,
        layers,
        rows,
        parameters,
        arrays,
        jsonBytes,
        jsonNesting);
  }

  /** The same limits with this many bytes of JSON at most. */
  public Limits jsonBytes(int jsonBytes) {
    return new Limits(
        features,
        blocks,
        streams,
        tasks,
        width,
        layers,
        rows,
        parameters,
        arrays,
        jsonBytes,
        jsonNesting);
  }

  /** The same limits with this many levels of JSON at most. */
  public Limits jsonNesting(int jsonNesting) {
    return new Limits(
        features,
        blocks,
        streams,
        tasks,
        width,
        layers,
        rows,
        parameters,
        arrays,
        jsonBytes,
        jsonNesting);
  }
}
