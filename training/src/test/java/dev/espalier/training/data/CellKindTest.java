package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellKindTest {

  @ParameterizedTest
  @ValueSource(strings = {"0", "7", "-7", "9223372036854775807", "-9223372036854775808"})
  void integersAreWrittenAsJavaWritesThem(String cell) {
    assertThat(CellKind.of(cell)).isEqualTo(CellKind.INTEGER);
    assertThat(Long.toString(Long.parseLong(cell))).isEqualTo(cell);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.5", "-0", "+5", ".5", "5.", "1e3", "-1.5E-30", "0.007", "9223372036854775808"})
  void numbersAreDecimal(String cell) {
    assertThat(CellKind.of(cell)).isEqualTo(CellKind.NUMBER);
    assertThat(Float.parseFloat(cell)).isFinite();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        ".",
        "e5",
        "1e",
        "1e+",
        "1.2.3",
        "007",
        "-00.5",
        "1,5",
        "NaN",
        "Infinity",
        "0x10",
        "1f",
        "1d",
        " 1",
        "१",
        "--1",
        "1-"
      })
  void everythingElseIsText(String cell) {
    assertThat(CellKind.of(cell)).isEqualTo(CellKind.TEXT);
  }

  @Test
  void whatIsCalledANumberParses() {
    Random random = new Random(3);
    String letters = "0019.-+eE ";
    int numbers = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder cell = new StringBuilder();
      for (int length = random.nextInt(8); length >= 0; length--) {
        cell.append(letters.charAt(random.nextInt(letters.length())));
      }
      CellKind kind = CellKind.of(cell.toString());
      if (kind == CellKind.INTEGER) {
        assertThat(Long.toString(Long.parseLong(cell.toString()))).isEqualTo(cell.toString());
      } else if (kind == CellKind.NUMBER) {
        assertThat(Float.parseFloat(cell.toString())).isNotNaN();
        numbers++;
      }
    }
    assertThat(numbers).isGreaterThan(1000);
  }
}
