package dev.espalier.graph;

/** Says that a device is not there, and which way out there is. */
public final class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** For this GPU, which TensorFlow did not find for that reason. */
  public DeviceException(Device.Gpu gpu, Throwable cause) {
    super(
        ("device: received gpu:%d, allowed is cpu or a GPU that TensorFlow sees. "
                + "Build with -Pgpu on a machine with CUDA, or use the processor.")
            .formatted(gpu.index()),
        cause);
  }
}
