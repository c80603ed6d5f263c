package dev.espalier.training.data;

import static dev.espalier.dsl.Features.image;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.QuantileScale;
import dev.espalier.graph.RawColumn;
import dev.espalier.graph.Standardization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionedColumnsTest {
  private static final float NONE = Float.NaN;
  private static final float BAD = Float.POSITIVE_INFINITY;

  /** Component 0 is 1, 3, 5 where steps count, component 1 is 10, -, 10. */
  private static final Column TWO =
      Numbers.of("s", 4, new float[] {1, 10, BAD, NONE, 3, NONE, 5, 10, 99, 99, BAD, BAD});

  @Test
  void allStepsThatCountHaveTheScaleOfTheirComponent() {
    Topology topology = Cases.topology(sequence("s", 2, 2).length("n"));
    Examples examples = labelled(TWO, Integers.of("n", 1, 2, 0));
    FittedFeatures fitted = Fitting.fit(topology, examples);
    Standardization own = fitted.standardization("s");
    assertThat(own.means()).containsExactly(3f, 10f, 3f, 10f);
    float deviation = (float) Math.sqrt(8 / 3.);
    assertThat(own.deviations()).containsExactly(deviation, 1f, deviation, 1f);
    EncodedExamples encoded = Encoding.encode(topology, fitted, examples);
    assertThat(encoded.numericWidth()).isEqualTo(6);
    float one = 2 / deviation;
    float[][] expected = {{-one, 0, 0, 0, 1, 0}, {0, 0, one, 0, 1, 1}, {0, 0, 0, 0, 0, 0}};
    for (int row = 0; row < 3; row++) {
      for (int c = 0; c < 6; c++) {
        assertThat(encoded.number(row, c)).isEqualTo(expected[row][c], within(1e-6f));
      }
    }
  }

  @Test
  void aMaskSaysWhichStepsCount() {
    Topology topology = Cases.topology(sequence(numeric("s", 2).raw(), 2).mask("m"));
    Column mask = Numbers.of("m", 2, new float[] {.5f, 0, 1, 2, NONE, -1});
    Examples examples = labelled(TWO, mask);
    EncodedExamples encoded = Encoding.encode(topology, Fitting.fit(topology, examples), examples);
    float[][] expected = {{1, 10, 0, 0, 1, 0}, {3, 0, 5, 10, 1, 1}, {0, 0, 0, 0, 0, 0}};
    for (int row = 0; row < 3; row++) {
      for (int c = 0; c < 6; c++) {
        assertThat(encoded.number(row, c)).isEqualTo(expected[row][c]);
      }
    }
    Map<String, RawColumn> request = RequestColumns.of(topology, examples);
    assertThat(request.keySet()).containsExactly("s", "m");
  }

  @Test
  void quantilesAreThoseOfAllPositions() {
    Topology topology = Cases.topology(image(numeric("p").quantiles(3), 1, 3).flat());
    Examples examples = labelled(Numbers.of("p", 3, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}));
    List<QuantileScale> scales = Fitting.fit(topology, examples).quantiles("p");
    assertThat(scales).hasSize(3).containsOnly(scales.get(0));
    assertThat(scales.get(0).values()).containsExactly(1f, 5f, 9f);
  }

  @Test
  void listsEndInMissingNumbers() {
    Topology topology = Cases.topology(sequence(numeric("s").raw(), 3).length("n"));
    Examples lists = labelled(Text.of("s", List.of("1|2|3|4", "5", "")), Integers.of("n", 4, 1, 0));
    EncodedExamples encoded = Encoding.encode(topology, Fitting.fit(topology, lists), lists);
    float[][] expected = {{1, 2, 3, 1, 1, 1}, {5, 0, 0, 1, 0, 0}, {0, 0, 0, 0, 0, 0}};
    for (int row = 0; row < 3; row++) {
      for (int c = 0; c < 6; c++) {
        assertThat(encoded.number(row, c)).isEqualTo(expected[row][c]);
      }
    }
  }

  @Test
  void aFileHasAColumnForEachNumber(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("steps.csv");
    Files.writeString(
        file, "s_0,s_1,s_2,n,m_0,m_1,m_2,y\n1,2,3,2,1,0,1,0\n4,5,6,3,0,0,1,1\n7,8,,,1,,1,1\n");
    Topology topology =
        new Topology(
            "t",
            List.of(sequence(numeric("s").raw(), 3).length("n"), masked()),
            List.of(),
            Cases.topology(numeric("x")).tasks());
    Examples examples = Examples.csv(file, CsvFormat.defaults().of(topology));
    Examples both = examples.with(Numbers.of("t", 3, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}));
    EncodedExamples encoded = Encoding.encode(topology, Fitting.fit(topology, both), both);
    // s, t, the marks of s, the marks of t.
    float[][] expected = {
      {1, 2, 0, 1, 0, 3, 1, 1, 0, 1, 0, 1},
      {4, 5, 6, 0, 0, 6, 1, 1, 1, 0, 0, 1},
      {0, 0, 0, 7, 0, 9, 0, 0, 0, 1, 0, 1}
    };
    for (int row = 0; row < 3; row++) {
      for (int c = 0; c < 12; c++) {
        assertThat(encoded.number(row, c)).as("%d %d", row, c).isEqualTo(expected[row][c]);
      }
    }
  }

  private static Feature masked() {
    return sequence(numeric("t").raw(), 3).mask("m");
  }

  @Test
  void saysWhatIsNoLength() {
    Topology topology = Cases.topology(sequence("s", 2, 2).length("n"));
    assertThatThrownBy(() -> Fitting.fit(topology, labelled(TWO, Numbers.of("n", 1, 1.5f, 2))))
        .isInstanceOf(ExamplesException.class)
        .hasMessageContaining("row 1", "\"n\"", "1.5", "a whole number of steps");
    assertThatThrownBy(() -> Fitting.fit(topology, labelled(TWO)))
        .isInstanceOf(ExamplesException.class)
        .hasMessageContaining("n");
  }

  @Test
  void saysWhichStepIsNotFinite() {
    Topology topology = Cases.topology(sequence("s", 2, 2).length("n"));
    assertThatThrownBy(() -> Fitting.fit(topology, labelled(TWO, Integers.of("n", 2, 2, 2))))
        .isInstanceOf(ExamplesException.class)
        .hasMessageContaining("Infinity");
  }

  /** The label that {@link Cases} asks for, and these. */
  private static Examples labelled(Column... columns) {
    Examples examples = Examples.of(columns);
    return examples.with(Integers.of("y", 0, 1, 0));
  }
}
