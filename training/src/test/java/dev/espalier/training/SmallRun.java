package dev.espalier.training;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.vocabulary;
import static dev.espalier.dsl.Losses.pairwise;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.multiclass;
import static dev.espalier.dsl.Tasks.regression;

import dev.espalier.dsl.HardConcrete;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Normalization;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.graph.Execution;
import dev.espalier.graph.FrozenModel;
import dev.espalier.training.data.Column;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Integers;
import dev.espalier.training.data.Numbers;
import dev.espalier.training.data.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A model with a bit of everything, and data that it can learn from in seconds. */
final class SmallRun {

  private SmallRun() {}

  static Topology topology() {
    return Topology.builder("small")
        .inputs(
            numeric("a"), numeric("v", 3), categorical("id", 20, 4), vocabulary("word", 5).oneHot())
        .shared(
            experts(4, Layers.of(8).dropout(0.1f).normalization(Normalization.BATCH)),
            snr(3, 8).codes(HardConcrete.defaults().lambda(1e-3f)),
            mmoe())
        .task(binary("click").tower(4))
        .task(regression("dwell").tower(4).weight(0.5f).mask("clicked"))
        .task(multiclass("kind", 3).tower(4))
        .build();
  }

  /** Ranks by two tasks inside of the groups of a column, beside a task of single examples. */
  static Topology ranked() {
    return Topology.builder("ranked")
        .inputs(numeric("a"), numeric("v", 3), categorical("id", 20, 4))
        .shared(experts(3, Layers.of(8).dropout(0.1f)), mmoe())
        .task(binary("click").tower(4).loss(pairwise("query").share(0.5f)))
        .task(regression("dwell").tower(4).loss(pairwise("query")))
        .task(multiclass("kind", 3).tower(4))
        .build();
  }

  /** Rows whose labels follow from their features; some labels are missing. */
  static Examples examples(int rows, long seed) {
    Random random = new Random(seed);
    float[] a = new float[rows];
    float[] v = new float[3 * rows];
    long[] id = new long[rows];
    List<String> words = new ArrayList<>();
    long[] click = new long[rows];
    float[] dwell = new float[rows];
    long[] clicked = new long[rows];
    long[] kind = new long[rows];
    for (int i = 0; i < rows; i++) {
      a[i] = (float) (5 + 2 * random.nextGaussian());
      for (int c = 0; c < 3; c++) {
        v[3 * i + c] = (float) random.nextGaussian();
      }
      id[i] = random.nextInt(20);
      words.add("w" + random.nextInt(6));
      double score = a[i] - 5 + v[3 * i] + (id[i] % 2 == 0 ? 1 : -1);
      click[i] = score + 0.3 * random.nextGaussian() > 0 ? 1 : 0;
      dwell[i] = (float) (score - v[3 * i + 1] + 0.1 * random.nextGaussian());
      clicked[i] = click[i];
      kind[i] = words.get(i).compareTo("w2") < 0 ? 0 : v[3 * i + 2] > 0 ? 1 : 2;
    }
    List<String> queries =
        IntStream.range(0, rows).mapToObj(i -> "q" + i % (1 + rows / 5)).toList();
    List<Column> columns =
        List.of(
            Text.of("query", queries),
            Numbers.of("a", a),
            Numbers.of("v", 3, v),
            Integers.of("id", id),
            Text.of("word", words),
            Integers.of("click", click),
            Numbers.of("dwell", dwell),
            Integers.of("clicked", clicked),
            Integers.of("kind", kind));
    return Examples.of(columns);
  }

  static TrainingSettingsBuilder settings() {
    return TrainingSettings.builder()
        .gradients(
            GradientSteps.pcGrad(), GradientSteps.clipByGlobalNorm(5f), GradientSteps.adam(3e-3f))
        .batchSize(64)
        .epochs(3)
        .seed(11)
        .execution(Execution.deterministic());
  }

  /** Every parameter of a model, bit for bit. */
  static Map<String, List<Integer>> bits(Model model) {
    FrozenModel frozen = model.frozen();
    Map<String, List<Integer>> bits = new LinkedHashMap<>();
    for (Parameter parameter : model.plan().parameters()) {
      List<Integer> values = new ArrayList<>();
      for (float value : frozen.parameter(parameter.name())) {
        values.add(Float.floatToRawIntBits(value));
      }
      bits.put(parameter.name(), values);
    }
    return bits;
  }
}
