package dev.espalier.graph.internal;

import dev.espalier.graph.Device;
import dev.espalier.graph.Execution;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.ThreadPoolOptionProto;

/** An execution in TensorFlow's own words. */
public final class SessionSettings {

  private SessionSettings() {}

  /**
   * The session configuration of this execution.
   *
   * @throws dev.espalier.graph.DeviceException where its GPU is not there
   */
  public static ConfigProto of(Execution execution) {
    ConfigProto.Builder config = ConfigProto.newBuilder();
    boolean sequential = execution.executor() == Execution.Executor.SEQUENTIAL;
    config.setIntraOpParallelismThreads(execution.threadsPerOp());
    config.addSessionInterOpThreadPool(pool(sequential ? 1 : execution.threads()));
    config.setAllowSoftPlacement(true);
    ConfigProto.Experimental.Builder experimental =
        ConfigProto.Experimental.newBuilder().setDisableOutputPartitionGraphs(true);
    if (execution.device() instanceof Device.Gpu gpu) {
      config.setGpuOptions(
          GPUOptions.newBuilder()
              .setAllowGrowth(true)
              .setVisibleDeviceList(Integer.toString(gpu.index())));
      GpuProbe.require(gpu, config.build());
    } else {
      config.putDeviceCount("GPU", 0);
      if (sequential) {
        experimental.setExecutorType("SINGLE_THREADED_EXECUTOR");
      }
    }
    return config.setExperimental(experimental).build();
  }

  /**
   * The threads that ops are spread over. By its name TensorFlow finds the pool that another model
   * had made; without one all models of a process would have the threads of the first.
   */
  private static ThreadPoolOptionProto pool(int threads) {
    int count = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    return ThreadPoolOptionProto.newBuilder()
        .setNumThreads(count)
        .setGlobalName("espalier-" + count)
        .build();
  }
}
