package dev.espalier.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private static final TextTable TABLE =
      new TextTable(
          List.of("task", "auc"), List.of(List.of("a|b", "0.5"), List.of("größer\nals", "–")));

  @Test
  void alignsForATerminal() {
    assertThat(
            new TextTable(List.of("name", "n"), List.of(List.of("ä", "10"), List.of("bb", "-1.5")))
                .text())
        .isEqualTo(
            """
            name     n
            ----  ----
            ä       10
            bb    -1.5
            """);
  }

  @Test
  void escapesForMarkdown() {
    assertThat(TABLE.markdown())
        .isEqualTo(
            """
            | task       | auc |
            | ---------- | --: |
            | a\\|b       | 0.5 |
            | größer als |   – |
            """);
  }

  @Test
  void aTableWithoutRowsIsItsHeader() {
    assertThat(new TextTable(List.of("a", "b"), List.of()).text()).isEqualTo("a  b\n-  -\n");
    assertThat(new TextTable(List.of("a"), List.of()).markdown()).isEqualTo("| a   |\n| --- |\n");
  }

  @Test
  void refusesARowOfAnotherWidth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TextTable(List.of("a"), List.of(List.of("1", "2"))))
        .withMessageContaining("[1, 2]");
  }
}
