package dev.espalier.training;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Loss;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.Sequence;
import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.training.data.Column;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Integers;
import dev.espalier.training.data.Numbers;
import dev.espalier.training.data.PretrainedTables;
import dev.espalier.training.data.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Legal examples of any topology: features, labels, masks and weights drawn by a seed. */
public final class RandomExamples {
  private final int rows;
  private final Random random;
  private final Map<String, Column> columns = new LinkedHashMap<>();

  private RandomExamples(int rows, long seed) {
    this.rows = rows;
    this.random = new Random(seed);
  }

  public static Examples of(Topology topology, int rows, long seed) {
    RandomExamples examples = new RandomExamples(rows, seed);
    topology.inputs().forEach(examples::feature);
    topology.tasks().forEach(examples::task);
    return Examples.of(List.copyOf(examples.columns.values()));
  }

  /** Rows for every feature that asks for some, of half of what it may know. */
  static PretrainedTables pretrained(Topology topology) {
    PretrainedTables tables = PretrainedTables.none();
    for (Categorical feature : PretrainedTables.asked(topology)) {
      RandomExamples rows = new RandomExamples(4, 5);
      Column keys =
          feature.coding() instanceof Categorical.Id
              ? Integers.of("key", 0, 2, 4, 6)
              : Text.of("key", List.of("w0", "w2", "w4", "red"));
      Column numbers = Numbers.of("row", feature.width(), rows.matrix(feature.width()));
      tables = tables.and(feature.name(), Examples.of(keys, numbers));
    }
    return tables;
  }

  private void feature(Feature feature) {
    Numeric number = feature.numeric();
    if (number != null) {
      add(Numbers.of(number.name(), number.components(), matrix(number.components())));
      if (feature instanceof Sequence sequence) {
        valid(sequence);
      }
    } else if (feature instanceof Multivalent several) {
      lists(several);
    } else if (((Categorical) feature).coding() instanceof Categorical.Id id) {
      add(Integers.of(feature.name(), integers(id.size())));
    } else if (((Categorical) feature).coding() instanceof Categorical.Buckets) {
      add(Numbers.of(feature.name(), floats()));
    } else {
      add(texts(feature.name(), i -> "w" + random.nextInt(8)));
    }
  }

  private void valid(Sequence sequence) {
    if (sequence.valid() instanceof Sequence.Length length) {
      add(Integers.of(length.column(), integers(sequence.steps() + 2)));
    } else if (sequence.valid() instanceof Sequence.Mask mask) {
      add(Numbers.of(mask.column(), sequence.steps(), matrix(sequence.steps())));
    }
  }

  /** Lists with one value more than is taken at most; text as a file has it. */
  private void lists(Multivalent several) {
    int[] lengths = random.ints(rows, 0, several.most() + 2).toArray();
    boolean isId = several.each().coding() instanceof Categorical.Id;
    int values = isId ? several.each().coding().rows() : 8;
    add(
        texts(
            several.name(),
            row -> list(lengths[row], () -> (isId ? "" : "w") + random.nextInt(values))));
    if (several.weights() != null) {
      add(texts(several.weights(), row -> list(lengths[row], () -> "" + random.nextFloat())));
    }
  }

  private static String list(int length, Supplier<String> value) {
    return Stream.generate(value).limit(length).collect(Collectors.joining("|"));
  }

  private void task(Task task) {
    Target target = task.target();
    if (target instanceof Target.Multilabel multilabel) {
      multilabel.labels().forEach(label -> add(Integers.of(label, integers(2))));
    } else if (target instanceof Target.Binary binary && binary.positive() != null) {
      add(texts(task.label(), i -> random.nextBoolean() ? binary.positive() : "no"));
    } else if (target instanceof Target.Binary || target instanceof Target.Product) {
      add(Integers.of(task.label(), integers(2)));
    } else if (target instanceof Target.Multiclass || target instanceof Target.Ordinal) {
      add(Integers.of(task.label(), integers(target.width())));
    } else if (target instanceof Target.Count) {
      add(Integers.of(task.label(), integers(5)));
    } else {
      add(Numbers.of(task.label(), floats()));
    }
    if (task.mask() != null) {
      add(Integers.of(task.mask(), integers(2)));
    }
    if (task.loss() instanceof Loss.Pairwise pairwise) {
      add(texts(pairwise.group(), i -> random.nextInt(9) == 0 ? null : "q" + random.nextInt(8)));
    }
    if (task.positionBias() != null) {
      add(Integers.of(task.positionBias().column(), integers(12)));
    }
    if (task.exampleWeight() != null) {
      add(Numbers.of(task.exampleWeight(), weights()));
    }
  }

  /** A column that several tasks name is one column. */
  private void add(Column column) {
    columns.putIfAbsent(column.name(), column);
  }

  private Column texts(String name, IntFunction<String> text) {
    return Text.of(name, IntStream.range(0, rows).mapToObj(text).toList());
  }

  private long[] integers(int bound) {
    return IntStream.range(0, rows).mapToLong(i -> random.nextInt(bound)).toArray();
  }

  private float[] floats() {
    return matrix(1);
  }

  private float[] matrix(int width) {
    float[] values = new float[rows * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private float[] weights() {
    float[] values = new float[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }
}
