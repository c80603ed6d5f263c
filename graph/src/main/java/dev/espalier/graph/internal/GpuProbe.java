package dev.espalier.graph.internal;

import dev.espalier.graph.Device;
import dev.espalier.graph.DeviceException;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** Finds out whether a GPU is there; TensorFlow would use the processor and not say so. */
final class GpuProbe {
  private static final DeviceSpec FIRST_VISIBLE =
      DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.GPU).deviceIndex(0).build();

  private GpuProbe() {}

  /**
   * Runs one op on this GPU.
   *
   * @throws DeviceException where that is not possible
   */
  static void require(Device.Gpu gpu, ConfigProto settings) {
    ConfigProto strict = settings.toBuilder().setAllowSoftPlacement(false).build();
    try (Graph graph = new Graph()) {
      Operand<TFloat32> one = Ops.create(graph).withDevice(FIRST_VISIBLE).constant(1f);
      try (Session session = new Session(graph, strict)) {
        session.runner().fetch(one).run().close();
      }
    } catch (RuntimeException absent) {
      throw new DeviceException(gpu, absent);
    }
  }
}
