package dev.espalier.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
  private static final String LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";
  private final String before = System.getProperty(LIMIT);

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(LIMIT);
    } else {
      System.setProperty(LIMIT, before);
    }
  }

  @Test
  void hasNoLimitWhereNobodySetsOne() {
    System.clearProperty(LIMIT);
    NativeMemory.unlimited();
    assertThat(System.getProperty(LIMIT)).isEqualTo("0");
  }

  @Test
  void keepsALimitThatSomeoneSets() {
    System.setProperty(LIMIT, "1g");
    NativeMemory.unlimited();
    assertThat(System.getProperty(LIMIT)).isEqualTo("1g");
  }
}
