package dev.espalier.graph;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.Sequence;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.InputSlots;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.internal.SessionSettings;
import dev.espalier.graph.internal.TrainingGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/**
 * A model with random parameters, raw examples, and what the evaluation of the training graph says
 * of them: what an export is held against.
 */
final class TrainedModel {
  static final int ROWS = 7;
  static final List<String> WORDS = List.of("red", "größer", "a b", "ünï");

  final Plan plan;
  final FittedFeatures fitted;
  final Map<String, float[]> parameters = new LinkedHashMap<>();
  final Map<String, RawColumn> examples = new LinkedHashMap<>();
  private static final List<QuantileScale> SCALES =
      List.of(
          new QuantileScale(List.of(-3f, -1f, 0f, 5f), List.of(0f, .25f, .5f, 1f)),
          new QuantileScale(List.of(2f), List.of(.5f)),
          new QuantileScale(List.of(-1e38f, 3e38f), List.of(.1f, .9f)));
  private final Map<String, List<Float>> boundaries = new HashMap<>();
  private final Map<String, List<QuantileScale>> quantiles = new HashMap<>();
  private final InputSlots slots;
  private final float[][] numbers;
  private final int[][] ids;
  private final Random random = new Random(5);

  /** A model of this topology; log alphas are given by the path of their block, others random. */
  TrainedModel(Topology topology, Map<String, float[]> logAlphas) {
    this.plan = Plan.of(topology);
    Map<String, Standardization> standardizations = new HashMap<>();
    Map<String, List<String>> vocabularies = new HashMap<>();
    this.slots = InputSlots.of(topology);
    this.numbers = new float[slots.numberCount()][];
    this.ids = new int[slots.idCount()][];
    for (Feature feature : topology.inputs()) {
      Numeric number = feature.numeric();
      if (number != null) {
        number(number, standardizations);
        if (feature instanceof Sequence sequence) {
          valid(sequence);
        }
      } else if (feature instanceof Multivalent several) {
        several(several, vocabularies);
      } else {
        ids[slots.ids(feature).first()] = category((Categorical) feature, vocabularies);
      }
    }
    this.fitted = new FittedFeatures(standardizations, vocabularies, boundaries, quantiles);
    for (Parameter parameter : plan.parameters()) {
      parameters.put(parameter.name(), entries(parameter, logAlphas));
    }
  }

  FrozenModel frozen() {
    return FrozenModel.of(plan, fitted, parameters);
  }

  /** As many lists as the values of one category make: the first of one, the second of two. */
  private void several(Multivalent feature, Map<String, List<String>> vocabularies) {
    int[] coded = category(feature.each(), vocabularies);
    RawColumn single = examples.get(feature.name());
    int most = feature.most();
    int[] taken = new int[ROWS * most];
    boolean[] none = new boolean[ROWS * most];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = (i / most + i % most * 2) % ROWS;
      none[i] = i % most >= i / most || !isValue(single, taken[i]);
    }
    int first = slots.ids(feature).first();
    for (int step = 0; step < most; step++) {
      ids[first + step] = new int[ROWS];
      for (int row = 0; row < ROWS; row++) {
        int i = row * most + step;
        ids[first + step][row] = none[i] ? -1 : coded[taken[i]];
      }
    }
    RawColumn lists = single.take(taken);
    examples.put(
        feature.name(),
        lists instanceof RawColumn.Ids raw
            ? RawColumn.idLists(
                most,
                IntStream.range(0, none.length)
                    .mapToLong(i -> none[i] ? -1 - i : raw.values[i])
                    .toArray())
            : RawColumn.textLists(
                most,
                IntStream.range(0, none.length)
                    .mapToObj(i -> none[i] ? "" : ((RawColumn.Texts) lists).values[i])
                    .toArray(String[]::new)));
    if (feature.weights() != null) {
      weights(feature, none);
    }
  }

  private static boolean isValue(RawColumn column, int row) {
    return column instanceof RawColumn.Ids ids
        ? ids.values[row] >= 0
        : !((RawColumn.Texts) column).values[row].isEmpty();
  }

  private void weights(Multivalent feature, boolean[] none) {
    int most = feature.most();
    float[] raw = new float[ROWS * most];
    int first = slots.weights(feature).first();
    for (int i = 0; i < raw.length; i++) {
      raw[i] = i % 5 == 3 ? Float.NaN : (float) random.nextGaussian() + 1;
      if (i < most) {
        numbers[first + i] = new float[ROWS];
      }
      numbers[first + i % most][i / most] = raw[i] > 0 && !none[i] ? raw[i] : 0;
    }
    examples.put(feature.weights(), RawColumn.vectors(most, raw));
  }

  /** Steps that count: none of the first example, one of the second; anything stands in others. */
  private void valid(Sequence feature) {
    if (!feature.hasGaps()) {
      return;
    }
    int steps = feature.steps();
    int width = feature.depth();
    float[] raw = ((RawColumn.Numbers) examples.get(feature.name())).values;
    long[] lengths = new long[ROWS];
    float[] marks = new float[ROWS * steps];
    boolean masked = feature.valid() instanceof Sequence.Mask;
    for (int step = 0; step < steps; step++) {
      numbers[slots.weights(feature).first() + step] = new float[ROWS];
    }
    for (int row = 0; row < ROWS; row++) {
      lengths[row] = row == 6 ? steps + 3 : row - 1;
      for (int step = 0; step < steps; step++) {
        boolean counts = masked ? (row + step) % 3 == 0 : step < lengths[row];
        marks[row * steps + step] = counts ? .5f : (row % 2 == 0 ? -1f : Float.NaN);
        numbers[slots.weights(feature).first() + step][row] = counts ? 1f : 0f;
        for (int c = 0; c < width && !counts; c++) {
          int at = step * width + c;
          raw[row * steps * width + at] = c % 2 == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          numbers[slots.numbers(feature).first() + at][row] = 0f;
        }
      }
    }
    examples.put(
        feature.valid() instanceof Sequence.Mask mask
            ? mask.column()
            : ((Sequence.Length) feature.valid()).column(),
        masked ? RawColumn.vectors(steps, marks) : RawColumn.ids(lengths));
  }

  private void number(Numeric feature, Map<String, Standardization> standardizations) {
    boolean standardized = feature.scaling() instanceof Numeric.Standardized;
    boolean shares = feature.scaling() instanceof Numeric.Quantiles;
    boolean transformed = !feature.transforms().isEmpty();
    List<QuantileScale> scales = new ArrayList<>();
    List<float[]> indicators = new ArrayList<>();
    List<Float> means = new ArrayList<>();
    List<Float> deviations = new ArrayList<>();
    float[] raw = new float[ROWS * feature.components()];
    for (int c = 0; c < feature.components(); c++) {
      means.add(3 * (float) random.nextGaussian());
      deviations.add(.1f + 5 * random.nextFloat());
      scales.add(SCALES.get(c % SCALES.size()));
      float[] indicator = new float[ROWS];
      float[] encoded = new float[ROWS];
      for (int row = 0; row < ROWS; row++) {
        float value = row == 2 ? Float.NaN : (float) (random.nextGaussian() * 4);
        if (transformed || shares) {
          value = row < 2 ? (row == 0 ? -1 : 1) * Float.MAX_VALUE : value;
        }
        raw[row * feature.components() + c] = value;
        float x = feature.transform(value);
        float scaled = standardized ? (x - means.get(c)) * (1f / deviations.get(c)) : x;
        scaled = shares ? scales.get(c).apply(x) : scaled;
        encoded[row] = Float.isNaN(scaled) ? (shares ? .5f : 0f) : scaled;
        indicator[row] = row == 2 ? 1f : 0f;
      }
      numbers[slots.numbers(feature).first() + c] = encoded;
      indicators.add(indicator);
    }
    if (feature.missing() == Numeric.Missing.INDICATED) {
      for (int c = 0; c < feature.components(); c++) {
        numbers[slots.numbers(feature).first() + feature.components() + c] = indicators.get(c);
      }
    }
    if (shares) {
      quantiles.put(feature.name(), scales);
    }
    if (standardized) {
      standardizations.put(feature.name(), new Standardization(means, deviations));
    }
    examples.put(feature.name(), RawColumn.vectors(feature.components(), raw));
  }

  private int[] category(Categorical feature, Map<String, List<String>> vocabularies) {
    if (feature.coding() instanceof Categorical.Id id) {
      long[] raw = {0, id.size() - 1, id.size(), -1, Long.MAX_VALUE, Long.MIN_VALUE, 1};
      examples.put(feature.name(), RawColumn.ids(raw));
      return Arrays.stream(raw)
          .mapToInt(v -> v >= 0 && v < id.size() ? (int) v : id.size())
          .toArray();
    }
    if (feature.coding() instanceof Categorical.Buckets buckets) {
      return buckets(feature, buckets);
    }
    String[] raw = {"red", "", "größer", "never seen", "ünï", "red ", "a b"};
    examples.put(feature.name(), RawColumn.texts(raw));
    if (feature.coding() instanceof Categorical.Hash hash) {
      return hashes(raw, hash.buckets());
    }
    int size = feature.coding().rows() - 1;
    List<String> words = WORDS.subList(0, Math.min(size, WORDS.size()));
    vocabularies.put(feature.rowsOf(), words);
    return Arrays.stream(raw)
        .mapToInt(word -> words.contains(word) ? words.indexOf(word) : size)
        .toArray();
  }

  private int[] buckets(Categorical feature, Categorical.Buckets buckets) {
    List<Float> at = List.of(-1.5f, 0f, 3f).subList(0, Math.min(3, buckets.size() - 1));
    boundaries.put(feature.rowsOf(), at);
    float[] raw = {-1.5f, Math.nextDown(-1.5f), Float.NaN, -0f, 2.99f, 3f, Float.MAX_VALUE};
    examples.put(feature.name(), RawColumn.numbers(raw));
    return IntStream.range(0, raw.length)
        .map(
            i ->
                Float.isNaN(raw[i])
                    ? buckets.size()
                    : (int) at.stream().filter(boundary -> boundary <= raw[i]).count())
        .toArray();
  }

  private static int[] hashes(String[] words, int buckets) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TString> text = tf.constant(NdArrays.vectorOfObjects(words));
      Operand<TInt32> hashed =
          tf.dtypes.cast(tf.strings.toHashBucketFast(text, (long) buckets), TInt32.class);
      try (Result result = session.runner().fetch(hashed).run()) {
        TInt32 rows = (TInt32) result.get(0);
        return IntStream.range(0, words.length).map(i -> rows.getInt(i)).toArray();
      }
    }
  }

  private float[] entries(Parameter parameter, Map<String, float[]> logAlphas) {
    Function<Double, Float> draw =
        switch (parameter.role()) {
          case KERNEL -> x -> (float) (x * 1.5 / Math.sqrt(parameter.shape().get(0)));
          case BIAS, OFFSET, MOVING_MEAN -> x -> (float) (x * .5);
          case SCALE -> x -> (float) (1 + x * .3);
          case MOVING_VARIANCE -> x -> (float) (.2 + x * x);
          case TABLE, FROZEN_TABLE, LOG_ALPHA -> x -> (float) (double) x;
        };
    if (parameter.role() == Parameter.Role.LOG_ALPHA) {
      for (Map.Entry<String, float[]> given : logAlphas.entrySet()) {
        if (parameter.name().startsWith(given.getKey())) {
          return given.getValue();
        }
      }
    }
    float[] entries = new float[(int) parameter.size()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = draw.apply(random.nextGaussian());
    }
    return entries;
  }

  /** The evaluation of the training graph on the examples. */
  Predictions evaluate(Path scratch) throws IOException {
    TrainingGraph.Settings settings =
        new TrainingGraph.Settings(ROWS, false, false, 1, Lowering.AUTO);
    try (TrainingGraph training = new TrainingGraph(plan, settings)) {
      Ops tf = training.tf();
      Placeholder<TString> prefix = tf.placeholder(TString.class);
      Op restore = training.variables().restore(prefix);
      Path checkpoint = Files.createTempDirectory(scratch, "checkpoint").resolve("c");
      write(checkpoint, training.variables().names());
      try (Session session =
              new Session(training.graph(), SessionSettings.of(Execution.deterministic()));
          TString file = TString.scalarOf(checkpoint.toString())) {
        session.runner().feed(prefix, file).addTarget(restore).run().close();
        return predict(training, session);
      }
    }
  }

  private Predictions predict(TrainingGraph training, Session session) {
    Session.Runner runner = session.runner();
    TrainingGraph.Feeds feeds = training.evaluationFeeds();
    List<AutoCloseable> fed = new ArrayList<>();
    if (feeds.numbers() != null) {
      TFloat32 tensor = TFloat32.tensorOf(Shape.of(ROWS, numbers.length));
      for (int c = 0; c < numbers.length; c++) {
        for (int row = 0; row < ROWS; row++) {
          tensor.setFloat(numbers[c][row], row, c);
        }
      }
      runner.feed(feeds.numbers(), tensor);
      fed.add(tensor);
    }
    if (feeds.ids() != null) {
      TInt32 tensor = TInt32.tensorOf(Shape.of(ROWS, ids.length));
      for (int c = 0; c < ids.length; c++) {
        for (int row = 0; row < ROWS; row++) {
          tensor.setInt(ids[c][row], row, c);
        }
      }
      runner.feed(feeds.ids(), tensor);
      fed.add(tensor);
    }
    training.predictions().forEach(runner::fetch);
    Map<String, float[]> byTask = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      for (int t = 0; t < plan.topology().predictedNames().size(); t++) {
        TFloat32 answer = (TFloat32) result.get(t);
        float[] values = new float[(int) answer.size()];
        answer.copyTo(DataBuffers.of(values, false, false));
        byTask.put(plan.topology().predictedNames().get(t), values);
      }
    } finally {
      for (AutoCloseable tensor : fed) {
        ((org.tensorflow.Tensor) tensor).close();
      }
    }
    return Predictions.of(ROWS, byTask);
  }

  private void write(Path checkpoint, List<String> names) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      List<Operand<?>> values = new ArrayList<>();
      for (String name : names) {
        float[] entries = parameters.get(name);
        if (entries == null) {
          values.add(tf.constant(0L)); // The step counter.
        } else {
          Parameter parameter =
              plan.parameters().stream().filter(p -> p.name().equals(name)).findFirst().get();
          long[] shape = parameter.shape().stream().mapToLong(i -> i).toArray();
          values.add(tf.reshape(tf.constant(entries), tf.constant(shape)));
        }
      }
      String[] blanks = new String[names.size()];
      Arrays.fill(blanks, "");
      Op save =
          tf.train.save(
              tf.constant(checkpoint.toString()),
              tf.constant(NdArrays.vectorOfObjects(names.toArray(new String[0]))),
              tf.constant(NdArrays.vectorOfObjects(blanks)),
              values);
      session.runner().addTarget(save).run().close();
    }
  }

  /** Exports the model with its evaluation as the golden batch. */
  Path export(Path scratch) throws IOException {
    Path base = Files.createTempDirectory(scratch, "models");
    return SavedModels.export(frozen(), base, 1, null, GoldenBatch.of(examples, evaluate(scratch)));
  }
}
