package dev.espalier.samples.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.samples.study.Values.Choice;
import dev.espalier.samples.study.Values.Integers;
import dev.espalier.samples.study.Values.LogUniform;
import dev.espalier.samples.study.Values.Uniform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import kotlinx.serialization.json.JsonElementKt;
import org.junit.jupiter.api.Test;

class SearchTest {
  private static final Values LETTERS =
      new Choice(
          List.of("a", "b", "c").stream()
              .map(text -> Drawn.of(JsonElementKt.JsonPrimitive(text)))
              .toList());
  private static final List<Dimension> SPACE =
      List.of(
          option("rate", new LogUniform(1e-4, 1e-1)),
          option("share", new Uniform(-1, 3)),
          option("units", new Integers(8, 128, 8, false)),
          option("width", new Integers(2, 500, 1, true)),
          option("letter", LETTERS));

  private static Dimension option(String name, Values values) {
    return new Dimension(name, List.of(), name, values);
  }

  private static List<Point> draw(int trials, long seed) {
    return new Search.Draws(trials, seed).points(SPACE);
  }

  @Test
  void aGridHasEveryCombinationOnce() {
    List<Dimension> space =
        List.of(option("letter", LETTERS), option("units", new Integers(1, 7, 3, false)));
    List<Point> points = new Search.Grid().points(space);
    assertThat(points.stream().map(Point::labels).map(labels -> String.join("", labels)))
        .containsExactly("a1", "a4", "a7", "b1", "b4", "b7", "c1", "c4", "c7");
    assertThat(points.stream().map(Point::trial))
        .isEqualTo(IntStream.rangeClosed(1, 9).boxed().toList());
  }

  @Test
  void equalSeedsDrawEqualTrialsHoweverMany() {
    assertThat(draw(40, 7)).isEqualTo(draw(40, 7));
    assertThat(draw(100, 7).subList(0, 40)).isEqualTo(draw(40, 7));
    assertThat(draw(40, 8)).isNotEqualTo(draw(40, 7));
  }

  @Test
  void aDimensionDoesNotChangeTheOthers() {
    List<Dimension> turned = new ArrayList<>(SPACE);
    Collections.reverse(turned);
    turned.remove(0);
    List<Point> points = new Search.Draws(20, 3).points(turned);
    for (int i = 0; i < 20; i++) {
      List<String> expected = new ArrayList<>(draw(20, 3).get(i).labels());
      expected.remove(4);
      Collections.reverse(expected);
      assertThat(points.get(i).labels()).isEqualTo(expected);
    }
  }

  @Test
  void noTwoTrialsAreAlike() {
    List<Dimension> space =
        List.of(option("letter", LETTERS), option("units", new Integers(1, 4, 1, false)));
    List<Point> all = new Search.Draws(12, 5).points(space);
    assertThat(new HashSet<>(all.stream().map(Point::labels).toList())).hasSize(12);
  }

  @Test
  void drawnValuesAreInsideAndSpreadOut() {
    List<Point> points = draw(2000, 1);
    double[] rates = points.stream().mapToDouble(point -> number(point, 0)).sorted().toArray();
    double[] shares = points.stream().mapToDouble(point -> number(point, 1)).sorted().toArray();
    double[] units = points.stream().mapToDouble(point -> number(point, 2)).sorted().toArray();
    double[] widths = points.stream().mapToDouble(point -> number(point, 3)).sorted().toArray();
    assertThat(rates[0]).isBetween(1e-4, 2e-4);
    assertThat(rates[1999]).isBetween(5e-2, 1e-1);
    // The middle of logarithms is the geometric mean.
    assertThat(rates[1000]).isBetween(2.5e-3, 4e-3);
    assertThat(shares[0]).isBetween(-1.0, -.98);
    assertThat(shares[1000]).isBetween(.9, 1.1);
    assertThat(units[0]).isEqualTo(8);
    assertThat(units[1999]).isEqualTo(128);
    assertThat(DoubleStream.of(units)).allMatch(each -> each % 8 == 0);
    assertThat(widths[0]).isEqualTo(2);
    assertThat(widths[1999]).isBetween(450.0, 500.0);
    assertThat(widths[1000]).isBetween(25.0, 40.0);
    assertThat(points.stream().filter(point -> point.labels().get(4).equals("b")).count())
        .isBetween(580L, 760L);
  }

  private static double number(Point point, int dimension) {
    return Double.parseDouble(point.labels().get(dimension));
  }

  @Test
  void everyShareGivesAValueThatThereIs() {
    for (Values values :
        List.of(new Integers(3, 9, 2, false), new Integers(3, 9, 2, true), LETTERS)) {
      List<Drawn> drawn =
          IntStream.range(0, 1000).mapToObj(i -> values.at(i / 1000.0)).distinct().toList();
      assertThat(drawn).isEqualTo(values.all());
      assertThat(values.at(Math.nextDown(1.0)))
          .isEqualTo(values.all().get(values.all().size() - 1));
    }
  }

  @Test
  void numbersAreWrittenAsAPersonWould() {
    assertThat(new LogUniform(1e-4, 1e-2).at(.5).label()).isEqualTo("0.001");
    assertThat(new Uniform(0, 123456789).at(.5).label()).isEqualTo("61728000");
    assertThat(new Uniform(0, 1).at(1 / 3.0).label()).isEqualTo("0.33333");
  }
}
