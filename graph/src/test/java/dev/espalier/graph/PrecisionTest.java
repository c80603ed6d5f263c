package dev.espalier.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecisionTest {
  @TempDir Path folder;

  @Test
  void roundsLargeProductsAlone() {
    assertThat(Precision.bfloat16().rounds(1L << 30)).isTrue();
    assertThat(Precision.bfloat16().rounds(1L << 10)).isFalse();
    assertThat(Precision.float32().rounds(1L << 50)).isFalse();
    assertThatThrownBy(() -> new Precision(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Precision.roundedFrom is -1; allowed are 0 and more.");
  }

  @Test
  void readsWhatAProcessorSaysOfItself() throws IOException {
    assertThat(Precision.hasInstructions(processors("flags\t\t: fpu avx512f avx512_bf16 sse")))
        .isTrue();
    assertThat(Precision.hasInstructions(processors("flags\t\t: fpu fpu amx_bf16"))).isTrue();
    assertThat(Precision.hasInstructions(processors("Features\t: fp asimd bf16"))).isTrue();
    assertThat(Precision.hasInstructions(processors("flags\t\t: fpu avx512f sse"))).isFalse();
    assertThat(Precision.hasInstructions(processors("bugs\t\t: bf16"))).isFalse();
    assertThat(Precision.hasInstructions(folder.resolve("none"))).isFalse();
    assertThat(Precision.fastest(Device.gpu(0))).isEqualTo(Precision.bfloat16());
  }

  private Path processors(String line) throws IOException {
    return Files.writeString(
        Files.createTempFile(folder, "cpu", "info"), "processor\t: 0\n" + line + "\n\n");
  }
}
