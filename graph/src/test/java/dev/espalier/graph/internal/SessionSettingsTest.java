package dev.espalier.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.graph.Device;
import dev.espalier.graph.DeviceException;
import dev.espalier.graph.Execution;
import org.junit.jupiter.api.Test;

class SessionSettingsTest {

  @Test
  void oneThreadIsOneThread() {
    var settings = SessionSettings.of(Execution.deterministic());
    assertThat(settings.getIntraOpParallelismThreads()).isOne();
    assertThat(settings.getSessionInterOpThreadPool(0).getNumThreads()).isOne();
    assertThat(settings.getDeviceCountMap()).containsEntry("GPU", 0);
  }

  @Test
  void modelsOfAsManyThreadsShareThem() {
    var two = new Execution(Device.cpu(), 2, 1, Execution.Executor.PARALLEL);
    var settings = SessionSettings.of(two);
    assertThat(settings.getIntraOpParallelismThreads()).isOne();
    assertThat(settings.getSessionInterOpThreadPool(0).getNumThreads()).isEqualTo(2);
    assertThat(settings.getSessionInterOpThreadPool(0).getGlobalName())
        .isEqualTo(SessionSettings.of(two).getSessionInterOpThreadPool(0).getGlobalName())
        .isNotEqualTo(
            SessionSettings.of(Execution.deterministic())
                .getSessionInterOpThreadPool(0)
                .getGlobalName());
  }

  @Test
  void aGpuThatIsNotThereIsRefused() {
    Execution execution = Execution.deterministic().on(Device.gpu(99));
    assertThatThrownBy(() -> SessionSettings.of(execution))
        .isInstanceOf(DeviceException.class)
        .hasMessage(
            "device: received gpu:99, allowed is cpu or a GPU that TensorFlow sees. "
                + "Build with -Pgpu on a machine with CUDA, or use the processor.");
  }
}
