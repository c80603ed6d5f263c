package dev.espalier.graph;

import static dev.espalier.dsl.Blocks.aitm;
import static dev.espalier.dsl.Blocks.cgc;
import static dev.espalier.dsl.Blocks.crossNetwork;
import static dev.espalier.dsl.Blocks.crossStitch;
import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.factorizationMachine;
import static dev.espalier.dsl.Blocks.hierarchicalExperts;
import static dev.espalier.dsl.Blocks.l2Constrained;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.omoe;
import static dev.espalier.dsl.Blocks.ple;
import static dev.espalier.dsl.Blocks.ranks;
import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Blocks.singleTask;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Blocks.tensorFactorized;
import static dev.espalier.dsl.Features.bucketized;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.hashed;
import static dev.espalier.dsl.Features.multivalent;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.vocabulary;
import static dev.espalier.dsl.Scores.powerProduct;
import static dev.espalier.dsl.Scores.term;
import static dev.espalier.dsl.Scores.weightedSum;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.count;
import static dev.espalier.dsl.Tasks.multiclass;
import static dev.espalier.dsl.Tasks.multilabel;
import static dev.espalier.dsl.Tasks.ordinal;
import static dev.espalier.dsl.Tasks.product;
import static dev.espalier.dsl.Tasks.quantile;
import static dev.espalier.dsl.Tasks.regression;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Block;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Gate;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Normalization;
import dev.espalier.dsl.Snr;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.TopologyBuilder;
import dev.espalier.graph.extension.Cyclic;
import dev.espalier.graph.extension.Squash;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One topology for each thing that an export can get wrong. */
final class Zoo {
  /** Log alphas whose codes are 0 and 1; {@link #HALF} is between. */
  static final float CLOSED = -9f;

  static final float OPEN = 9f;
  static final float HALF = .3f;

  private static final Feature[] NUMBERS = {
    numeric("age"), numeric("raw").raw(), numeric("vector", 3)
  };
  private static final Layers EIGHT = Layers.of(8);

  private Zoo() {}

  static Map<String, TrainedModel> all() {
    Map<String, TrainedModel> zoo = new LinkedHashMap<>();
    zoo.put("mmoe", of("mmoe", NUMBERS, experts(4, 8), mmoe()));
    zoo.put("affine gates", of("affine", NUMBERS, experts(4, 8, 6), mmoe(Gate.affine()), dense(5)));
    zoo.put("custom block", of("custom", NUMBERS, experts(4, 8), mmoe(), new Squash(), dense(5)));
    zoo.put(
        "custom feature",
        of("cyclic", new Feature[] {numeric("age"), new Cyclic(), numeric("vector", 3)}));
    zoo.put("custom feature alone", of("hour", new Feature[] {new Cyclic("hour", 7f)}));
    zoo.put("odd names", oddNames());
    zoo.put("many tasks", manyTasks(experts(4, 8), mmoe(), dense(6)));
    zoo.put("many tasks on shared streams", manyTasks(experts(4, 8)));
    zoo.put("omoe", of("omoe", NUMBERS, experts(3, 8), omoe(), sharedBottom(7)));
    zoo.put("no shared blocks", of("none", NUMBERS));
    zoo.put("all kinds of features", of("features", features(), experts(3, 8), mmoe()));
    zoo.put("shared tables", of("shared", sharing(), experts(3, 8), mmoe()));
    zoo.put("pretrained tables", of("pretrained", pretrained(), experts(3, 8), mmoe()));
    zoo.put("transformed numbers", of("numbers", transformed(), experts(3, 8), mmoe()));
    zoo.put("only quantiles", of("shares", new Feature[] {numeric("q", 3).quantiles(4)}));
    zoo.put("buckets", of("buckets", buckets(), experts(3, 8), mmoe()));
    zoo.put("lists of categories", of("lists", lists(), experts(3, 8), mmoe()));
    zoo.put("batch normalisation", normalized(Normalization.BATCH));
    zoo.put("layer normalisation", normalized(Normalization.LAYER));
    zoo.put("mmoe on dcn", of("dcn", NUMBERS, crossNetwork(3), experts(8, 16), mmoe()));
    zoo.put(
        "products of entries",
        of(
            "products",
            features(),
            factorizationMachine(3),
            experts(3, Layers.of(6).activation(Activation.TANH)),
            crossNetwork(2, 2),
            snr(2, Layers.of(4).activation(Activation.TANH)),
            factorizationMachine(2),
            mmoe(),
            crossNetwork(1, 1),
            factorizationMachine(2)));
    zoo.put("hidden gates", gated(Normalization.NONE));
    zoo.put("normalised gates", gated(Normalization.BATCH));
    zoo.put("experts of experts", hierarchical(halfClosed()));
    zoo.put("experts of a constant", hierarchical(closed()));
    zoo.put("a copy that is a constant", withAConstantCopy());
    zoo.put("large", of("large", NUMBERS, experts(3, 130, 130), snr(3, 130), mmoe()));
    zoo.put(
        "snr open", routed(Snr.Kind.TRANS, OPEN, OPEN, OPEN, OPEN, HALF, HALF, HALF, HALF, OPEN));
    zoo.put("snr trans", routed(Snr.Kind.TRANS, halfClosed()));
    zoo.put("snr aver", routed(Snr.Kind.AVER, halfClosed()));
    zoo.put("snr with a constant", routed(Snr.Kind.TRANS, constant()));
    zoo.put("snr aver with a constant", routed(Snr.Kind.AVER, constant()));
    zoo.put("snr closed", routed(Snr.Kind.TRANS, closed()));
    zoo.put("snr twice", twice());
    zoo.put("small towers", smallTowers());
    zoo.putAll(RoutedZoo.all());
    zoo.putAll(PositionedZoo.all());
    zoo.putAll(CascadeZoo.all());
    zoo.put("single task", of("single", NUMBERS, experts(2, 8), singleTask(8, 6)));
    zoo.put("many tasks, single", manyTasks(singleTask(8, 6)));
    zoo.put("l2 constrained", of("tied", NUMBERS, l2Constrained(.1f, 8)));
    zoo.put("cross stitch", of("stitch", NUMBERS, crossStitch(8, 6), dense(4)));
    zoo.put("many tasks, stitched", manyTasks(experts(4, 8), mmoe(), crossStitch(6)));
    zoo.put("tensor factorized", of("tensor", NUMBERS, tensorFactorized(ranks(3, 2, 2), 8, 6)));
    zoo.put("cgc", of("cgc", NUMBERS, experts(2, 8), cgc(2, 1, 8, 6)));
    zoo.put("many tasks with cgc", manyTasks(cgc(2, 2, 8)));
    zoo.put("ple", of("ple", NUMBERS, ple(cgc(2, 1, 8), cgc(1, 2, 6)), crossStitch(5)));
    zoo.put("many tasks with ple", manyTasks(ple(3, 2, 0, 6)));
    zoo.put("many tasks of all kinds", kindsOfTasks(experts(4, 8), mmoe()));
    zoo.put("many tasks of all kinds on shared streams", kindsOfTasks(experts(2, 8)));
    zoo.put("one ordinal task", ordinalAlone());
    zoo.put("product", conversions(experts(3, 8), mmoe()));
    zoo.put("product on shared streams", conversions(sharedBottom(8)));
    zoo.put("product behind dense", conversions(experts(3, 8), mmoe(), dense(6)));
    zoo.put("positions", shown());
    zoo.put("recalibrated", recalibrated(experts(3, 8), mmoe()));
    zoo.put("many tasks, recalibrated", recalibrated(sharedBottom(8)));
    zoo.put("scores", scored(false));
    zoo.put("many tasks with scores", scored(true));
    zoo.put("many tasks in a chain", manyTasks(experts(4, 8), mmoe(), aitm("f", "a", "e")));
    zoo.put(
        "many tasks in chains",
        manyTasks(singleTask(6), aitm("a", "e").transfer(5), dense(5), aitm("e", "f", "a")));
    zoo.put(
        "chain of two of four tasks", of("chain", NUMBERS, singleTask(6), aitm("click", "buy")));
    return zoo;
  }

  /**
   * Towers of one shape for tasks of different kinds, in an order that is not that of the groups.
   */
  static TrainedModel manyTasks(Block... shared) {
    Topology topology =
        Topology.builder("many")
            .inputs(NUMBERS)
            .shared(shared)
            .task(binary("a").tower(6))
            .task(multiclass("b", 3))
            .task(regression("c").tower(6))
            .task(multiclass("d", 3))
            .task(binary("e"))
            .task(binary("f").tower(6))
            .build();
    return new TrainedModel(topology, Map.of());
  }

  /** Gates with hidden layers that hand on their logits: one for all tasks, then one for each. */
  private static TrainedModel gated(Normalization normalization) {
    Layers hidden = Layers.of(7, 5).normalization(normalization).dropout(.3f);
    return of(
        "gated",
        NUMBERS,
        experts(3, 8),
        omoe(Gate.affine().hidden(hidden).offers(Gate.Offer.LOGITS)),
        experts(4, 6),
        mmoe(Gate.linear().hidden(hidden).offers(Gate.Offer.LOGITS)));
  }

  private static TrainedModel kindsOfTasks(Block... shared) {
    Topology topology =
        Topology.builder("kinds")
            .inputs(NUMBERS)
            .shared(shared)
            .task(count("visits").tower(6))
            .task(ordinal("stars", 4).tower(6))
            .task(quantile("late", .9f).tower(6))
            .task(multilabel("tags", 3).tower(6))
            .task(ordinal("size", 4).tower(6))
            .task(multiclass("kind", 3).tower(6))
            .build();
    return new TrainedModel(topology, Map.of());
  }

  private static TrainedModel ordinalAlone() {
    Topology topology =
        Topology.builder("stars").inputs(NUMBERS).task(ordinal("stars", 3).tower(6)).build();
    return new TrainedModel(topology, Map.of());
  }

  /** Of the copies of a body one has these codes, another open ones, and a third no reader. */
  static TrainedModel hierarchical(float[] logAlpha) {
    float[] open = new float[9];
    Arrays.fill(open, OPEN);
    return of(
        "hierarchical",
        NUMBERS,
        Map.of(
            "shared0/hierarchicalExperts/0/",
            logAlpha,
            "shared0/hierarchicalExperts/1/",
            open,
            "shared2/",
            new float[] {HALF, OPEN, CLOSED, OPEN, CLOSED, CLOSED}),
        hierarchicalExperts(3, experts(3, 8), snr(3, 6), omoe()),
        dense(5),
        snr(2, 4),
        mmoe());
  }

  /** Of the copies of a body the second has no open connection. */
  static TrainedModel withAConstantCopy() {
    return of(
        "constant-copy",
        NUMBERS,
        Map.of(
            "shared0/hierarchicalExperts/0/",
            new float[] {OPEN, HALF},
            "shared0/hierarchicalExperts/1/",
            new float[] {CLOSED, CLOSED},
            "shared0/hierarchicalExperts/2/",
            new float[] {CLOSED, OPEN}),
        hierarchicalExperts(3, experts(2, 8), snr(1, 6)),
        mmoe());
  }

  static TrainedModel conversions(Block... shared) {
    return new TrainedModel(
        Topology.builder("conversions")
            .inputs(NUMBERS)
            .shared(shared)
            .task(product("buy", "click", "convert"))
            .task(binary("click").tower(6))
            .task(binary("convert").tower(6))
            .task(regression("dwell").tower(6))
            .build(),
        Map.of());
  }

  private static TrainedModel shown() {
    Topology topology =
        Topology.builder("shown")
            .inputs(features())
            .shared(experts(3, 8), mmoe())
            .task(binary("click").tower(6).positionBias("shelf", 5, 4))
            .task(regression("dwell").tower(6).positionBias("shelf", 9))
            .build();
    return new TrainedModel(topology, Map.of());
  }

  private static TrainedModel recalibrated(Block... shared) {
    Topology topology =
        Topology.builder("recalibrated")
            .inputs(NUMBERS)
            .shared(shared)
            .task(binary("click").tower(6).keptNegatives(.02f))
            .task(binary("like").tower(6).keptNegatives(.3f))
            .task(product("liked", "click", "like"))
            .task(regression("dwell").tower(6))
            .task(binary("far").keptNegatives(.5f))
            .build();
    return new TrainedModel(topology, Map.of());
  }

  static TrainedModel scored(boolean many) {
    TopologyBuilder builder =
        Topology.builder("scored")
            .inputs(NUMBERS)
            .shared(experts(3, 8), mmoe())
            .task(product("buy", "click", "convert"))
            .task(binary("click").tower(6))
            .task(binary("convert").tower(6))
            .task(regression("dwell").tower(6))
            .task(count("visits"))
            .score("rank", weightedSum(term("click", 1000f), term("dwell", -3f)))
            .score("value", powerProduct(term("visits", 0f), term("buy", 2.5f)));
    return new TrainedModel((many ? builder.task(binary("like")) : builder).build(), Map.of());
  }

  static TrainedModel smallTowers() {
    Topology topology =
        Topology.builder("small-towers")
            .inputs(NUMBERS)
            .shared(experts(3, 8), mmoe())
            .task(binary("click").tower(6).selfAuxiliary(2))
            .task(multiclass("rating", 4).tower(6).selfAuxiliary(0.5f, Layers.of()))
            .task(regression("dwell"))
            .build();
    return new TrainedModel(topology, Map.of());
  }

  /** Names that are legal here and not all legal as names of ops. */
  private static TrainedModel oddNames() {
    Topology topology =
        Topology.builder("9.odd-names_")
            .inputs(numeric("9-x.y_"), numeric("save"), vocabulary("V.0", 3))
            .shared(experts(2, 4), mmoe())
            .task(binary("t.1-a"))
            .task(binary("save").label("saved"))
            .task(binary("inputs"))
            .build();
    return new TrainedModel(topology, Map.of());
  }

  /** Expert 1 has no reader; sub-networks 0 and 2 read the same experts. */
  static float[] halfClosed() {
    return new float[] {OPEN, CLOSED, HALF, CLOSED, CLOSED, HALF, HALF, CLOSED, OPEN};
  }

  /** Sub-network 1 reads nothing. */
  static float[] constant() {
    return new float[] {OPEN, CLOSED, HALF, CLOSED, CLOSED, CLOSED, HALF, OPEN, OPEN};
  }

  private static float[] closed() {
    float[] closed = new float[9];
    Arrays.fill(closed, CLOSED);
    return closed;
  }

  static TrainedModel routed(Snr.Kind kind, float... logAlpha) {
    Layers layers = new Layers(List.of(6, 5), Activation.GELU, .2f, .01f, Normalization.LAYER);
    return of(
        "snr",
        NUMBERS,
        Map.of("shared1/", logAlpha),
        experts(3, 8),
        snr(3, layers).kind(kind),
        mmoe());
  }

  /** Closed connections of the second block leave sub-networks of the first without readers. */
  static TrainedModel twice() {
    return of(
        "twice",
        NUMBERS,
        Map.of(
            "shared1/",
            new float[] {OPEN, CLOSED, CLOSED, CLOSED, HALF, CLOSED, CLOSED, CLOSED, OPEN},
            "shared2/",
            new float[] {OPEN, CLOSED, HALF, HALF, CLOSED, OPEN}),
        experts(3, 8),
        snr(3, 6),
        snr(2, 4));
  }

  private static TrainedModel normalized(Normalization normalization) {
    Layers layers = EIGHT.normalization(normalization).dropout(.3f).activation(Activation.SWISH);
    Topology topology =
        Topology.builder("normalized")
            .inputs(NUMBERS)
            .shared(experts(3, layers), snr(2, layers), mmoe(), dense(layers))
            .task(binary("click").tower(layers))
            .task(regression("dwell").tower(layers))
            .build();
    return new TrainedModel(topology, Map.of());
  }

  static Feature[] features() {
    return new Feature[] {
      numeric("age"),
      categorical("item", 5, 4),
      categorical("place", 3).oneHot(),
      vocabulary("colour", 10).embedding(3),
      vocabulary("shape", WORDS_OF_SHAPE).oneHot(),
      hashed("user", 11).embedding(2),
      hashed("query", 4).oneHot()
    };
  }

  private static Feature[] transformed() {
    return new Feature[] {
      numeric("age").indicated(),
      numeric("price").log(),
      numeric("shares", 3).quantiles(4).indicated(),
      numeric("both", 2).clip(-1e6f, 2f).log().raw(),
      numeric("raw").raw().indicated(),
      numeric("log-share").log().clip(-4f, 1f).quantiles(4),
      numeric("plain")
    };
  }

  private static Feature[] pretrained() {
    return new Feature[] {
      categorical("item", 5, 4).frozen(),
      vocabulary("colour", 3).embedding(3).pretrained(),
      categorical("last", 5, 4).sharing("item"),
      multivalent(categorical("items", 5, 4).sharing("item"), 3)
    };
  }

  private static Feature[] buckets() {
    return new Feature[] {
      bucketized("age", 4).embedding(3),
      numeric("x"),
      bucketized("price", 9).oneHot(),
      bucketized("old-age", 4).embedding(3).sharing("age"),
      bucketized("height", 1.5f)
    };
  }

  private static Feature[] sharing() {
    return new Feature[] {
      categorical("last", 5, 4).sharing("item"),
      vocabulary("colour", 3).embedding(3),
      categorical("item", 5, 4),
      vocabulary("colour-2", 3).embedding(3).sharing("colour"),
      categorical("first", 5, 4).sharing("item"),
      multivalent(categorical("items", 5, 4).sharing("item"), 3),
      multivalent(vocabulary("colours", 3).embedding(3).sharing("colour"), 2).sum()
    };
  }

  static Feature[] lists() {
    return new Feature[] {
      numeric("age"),
      multivalent(categorical("items", 5, 4), 3).weights("strengths"),
      categorical("place", 3).oneHot(),
      multivalent(vocabulary("colours", 10).embedding(3), 4).max(),
      multivalent(vocabulary("shapes", WORDS_OF_SHAPE).oneHot(), 2).sum(),
      multivalent(hashed("queries", 4).embedding(2), 5).sum().weights("counts"),
      multivalent(hashed("users", 4).oneHot(), 1)
    };
  }

  private static final List<String> WORDS_OF_SHAPE = TrainedModel.WORDS.subList(0, 2);

  static TrainedModel of(String name, Feature[] inputs, Block... shared) {
    return of(name, inputs, Map.of(), shared);
  }

  static TrainedModel of(
      String name, Feature[] inputs, Map<String, float[]> logAlphas, Block... shared) {
    TopologyBuilder builder =
        Topology.builder(name)
            .inputs(inputs)
            .shared(shared)
            .task(binary("click").tower(6))
            .task(binary("buy").tower(6))
            .task(multiclass("rating", 5).tower(Layers.of(4).activation(Activation.TANH)))
            .task(regression("dwell"));
    return new TrainedModel(builder.build(), logAlphas);
  }
}
