package dev.espalier.samples.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.LongStream;
import kotlinx.serialization.json.JsonElement;

/** What a dimension can be. */
public sealed interface Values {
  /** Digits of a drawn number: as many as a person would read, and what is trained with. */
  MathContext DIGITS = new MathContext(5);

  /**
   * The value at this share of the way from the first to the last.
   *
   * @param share in [0, 1)
   */
  Drawn at(double share);

  /** All of them in order; empty where they are too many to be listed. */
  List<Drawn> all();

  /** Whether plots stretch them out by their logarithms. */
  default boolean isLogarithmic() {
    return false;
  }

  /** Whether they are numbers, and so have an axis. */
  default boolean isNumeric() {
    return true;
  }

  /**
   * Some values, each as likely as another.
   *
   * @param all any JSON
   */
  record Choice(List<Drawn> all) implements Values {
    /** Copies the list. */
    public Choice {
      all = List.copyOf(all);
    }

    /** These values, called as they are written. */
    public static Choice of(List<? extends JsonElement> values) {
      return new Choice(values.stream().map(Drawn::of).toList());
    }

    @Override
    public Drawn at(double share) {
      return all.get((int) (share * all.size()));
    }

    @Override
    public boolean isNumeric() {
      return all.stream()
          .allMatch(each -> each.label().matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?"));
    }
  }

  /** Numbers from one to another, evenly. */
  record Uniform(double from, double to) implements Values {
    @Override
    public Drawn at(double share) {
      return rounded(from + share * (to - from));
    }

    @Override
    public List<Drawn> all() {
      return List.of();
    }
  }

  /** Positive numbers from one to another, their logarithms evenly. */
  record LogUniform(double from, double to) implements Values {
    @Override
    public Drawn at(double share) {
      return rounded(from * Math.pow(to / from, share));
    }

    @Override
    public List<Drawn> all() {
      return List.of();
    }

    @Override
    public boolean isLogarithmic() {
      return true;
    }
  }

  /**
   * Whole numbers from one up to another.
   *
   * @param step from one to the next
   * @param isLogarithmic whether their logarithms are drawn evenly, not they themselves
   */
  record Integers(long from, long to, long step, boolean isLogarithmic) implements Values {
    @Override
    public Drawn at(double share) {
      long count = (to - from) / step + 1;
      if (!isLogarithmic) {
        return Drawn.of(from + step * (long) (share * count));
      }
      double drawn = from * Math.pow((from + step * (double) count) / from, share);
      return Drawn.of(from + step * Math.min(count - 1, (long) ((drawn - from) / step)));
    }

    @Override
    public List<Drawn> all() {
      return LongStream.rangeClosed(0, (to - from) / step)
          .mapToObj(i -> Drawn.of(from + step * i))
          .toList();
    }
  }

  private static Drawn rounded(double value) {
    BigDecimal digits = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    // No exponent where a person would write none.
    return Drawn.of(digits.scale() < 0 ? digits.setScale(0) : digits);
  }
}
