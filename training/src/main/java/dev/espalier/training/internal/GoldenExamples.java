package dev.espalier.training.internal;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Buckets;
import dev.espalier.dsl.Categorical.Id;
import dev.espalier.dsl.Categorical.Vocabulary;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.Sequence;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.Standardization;
import dev.espalier.training.data.Column;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Integers;
import dev.espalier.training.data.Lists;
import dev.espalier.training.data.Numbers;
import dev.espalier.training.data.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Examples as a model could be asked with, made of what its features were fitted with: usual
 * values, missing ones, unknown words, ids out of range. An export is compared on them.
 */
public final class GoldenExamples {
  private static final int ROWS = 32;

  private GoldenExamples() {}

  /** Examples for this topology, the same each time. */
  public static Examples of(Topology topology, FittedFeatures fitted) {
    Random random = new Random(20190127);
    List<Column> columns = new ArrayList<>();
    for (Feature feature : topology.inputs()) {
      if (feature instanceof Multivalent several) {
        columns.addAll(lists(several, fitted, random));
        continue;
      }
      if (feature instanceof Sequence sequence) {
        columns.addAll(valid(sequence, random));
      }
      columns.add(
          feature.numeric() != null
              ? numbers(feature.numeric(), fitted, random)
              : category((Categorical) feature, fitted, random));
    }
    return Examples.of(columns);
  }

  /** Lengths from one below none to one above all, or any mask. */
  private static List<Column> valid(Sequence feature, Random random) {
    if (feature.valid() instanceof Sequence.Length length) {
      long[] lengths = random.longs(ROWS, -1, feature.steps() + 2L).toArray();
      return List.of(Integers.of(length.column(), lengths));
    } else if (feature.valid() instanceof Sequence.Mask mask) {
      float[] marks = new float[ROWS * feature.steps()];
      for (int i = 0; i < marks.length; i++) {
        marks[i] = random.nextInt(3) - 1f;
      }
      return List.of(Numbers.of(mask.column(), feature.steps(), marks));
    }
    return List.of();
  }

  private static Column numbers(Numeric feature, FittedFeatures fitted, Random random) {
    float[] values = new float[ROWS * feature.components()];
    for (int i = 0; i < values.length; i++) {
      float value = number(feature, i % feature.components(), fitted, random);
      values[i] = rarely(random) ? Float.NaN : value;
    }
    return feature.components() == 1
        ? Numbers.of(feature.name(), values)
        : Numbers.of(feature.name(), feature.components(), values);
  }

  /** A usual number of what was fitted; of a transformed feature one of any size, too. */
  private static float number(Numeric feature, int c, FittedFeatures fitted, Random random) {
    double value = random.nextGaussian();
    boolean logarithmic = feature.transforms().stream().anyMatch(Numeric.Log.class::isInstance);
    if (feature.scaling() instanceof Numeric.Standardized) {
      Standardization moments = fitted.standardization(feature.name());
      value = moments.means().get(c) + value * moments.deviations().get(c);
    } else if (feature.scaling() instanceof Numeric.Quantiles) {
      List<Float> values = fitted.quantiles(feature.name()).get(c).values();
      float point = values.get(random.nextInt(values.size()));
      value = random.nextBoolean() ? point : point + value;
    }
    // The fitted numbers are logarithms.
    return (float)
        (logarithmic ? Math.signum(value) * Math.expm1(Math.min(80, Math.abs(value))) : value);
  }

  /** Lists from none to one value more than is taken, and their weights. */
  private static List<Column> lists(Multivalent feature, FittedFeatures fitted, Random random) {
    Column single = category(feature.each(), fitted, random);
    List<List<String>> lists = new ArrayList<>();
    List<List<String>> weights = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      int length = random.nextInt(feature.most() + 2);
      lists.add(Stream.generate(() -> single.text(random.nextInt(ROWS))).limit(length).toList());
      weights.add(Stream.generate(() -> random.nextInt(5) / 2f + "").limit(length).toList());
    }
    Column values = Lists.of(feature.name(), lists);
    return feature.weights() == null
        ? List.of(values)
        : List.of(values, Lists.of(feature.weights(), weights));
  }

  private static Column category(Categorical feature, FittedFeatures fitted, Random random) {
    if (feature.coding() instanceof Id id) {
      long[] ids = new long[ROWS];
      for (int row = 0; row < ROWS; row++) {
        ids[row] = rarely(random) ? id.size() + 7L : random.nextInt(id.size());
      }
      return Integers.of(feature.name(), ids);
    }
    if (feature.coding() instanceof Buckets) {
      return bucketed(feature.name(), fitted.boundaries(feature.rowsOf()), random);
    }
    List<String> words =
        feature.coding() instanceof Vocabulary ? fitted.vocabulary(feature.rowsOf()) : List.of();
    List<@Nullable String> texts = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      if (rarely(random)) {
        texts.add(null);
      } else if (words.isEmpty() || rarely(random)) {
        texts.add("word " + random.nextInt(1000));
      } else {
        texts.add(words.get(random.nextInt(words.size())));
      }
    }
    return Text.of(feature.name(), texts);
  }

  /** Numbers on the boundaries, just beside them, and far away. */
  private static Column bucketed(String name, List<Float> boundaries, Random random) {
    float[] values = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      float boundary =
          boundaries.isEmpty() ? 0f : boundaries.get(random.nextInt(boundaries.size()));
      values[row] =
          rarely(random)
              ? Float.NaN
              : switch (random.nextInt(5)) {
                case 0 -> boundary;
                // Around 0 the next number is too small for TensorFlow to tell it from 0.
                case 1 -> boundary == 0 ? -Float.MIN_NORMAL : Math.nextDown(boundary);
                case 2 -> boundary == 0 ? Float.MIN_NORMAL : Math.nextUp(boundary);
                case 3 -> (float) (boundary + random.nextGaussian());
                default -> (random.nextBoolean() ? 1 : -1) * Float.MAX_VALUE;
              };
    }
    return Numbers.of(name, values);
  }

  private static boolean rarely(Random random) {
    return random.nextInt(10) == 0;
  }
}
