package dev.espalier.graph;

/** Where a graph runs. */
public sealed interface Device {

  /** On the processor, also where there is a GPU. */
  record Cpu() implements Device {}

  /**
   * On one GPU, whose memory is taken as it is needed; needs the natives of the profile {@code
   * gpu}.
   *
   * @param index number of the GPU, from 0
   */
  record Gpu(int index) implements Device {}

  /** The processor. */
  static Device cpu() {
    return new Cpu();
  }

  /** The GPU of this number. */
  static Device gpu(int index) {
    return new Gpu(index);
  }
}
