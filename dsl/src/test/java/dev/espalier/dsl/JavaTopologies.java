package dev.espalier.dsl;

import static dev.espalier.dsl.Blocks.aitm;
import static dev.espalier.dsl.Blocks.cascade;
import static dev.espalier.dsl.Blocks.cgc;
import static dev.espalier.dsl.Blocks.conv;
import static dev.espalier.dsl.Blocks.crossNetwork;
import static dev.espalier.dsl.Blocks.crossStitch;
import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.dselectK;
import static dev.espalier.dsl.Blocks.exit;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.factorizationMachine;
import static dev.espalier.dsl.Blocks.gru;
import static dev.espalier.dsl.Blocks.hierarchicalExperts;
import static dev.espalier.dsl.Blocks.l2Constrained;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.omoe;
import static dev.espalier.dsl.Blocks.ple;
import static dev.espalier.dsl.Blocks.ranks;
import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Blocks.singleTask;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Blocks.snrGate;
import static dev.espalier.dsl.Blocks.snrToTasks;
import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Blocks.tensorFactorized;
import static dev.espalier.dsl.Features.bucketized;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.hashed;
import static dev.espalier.dsl.Features.image;
import static dev.espalier.dsl.Features.multivalent;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.sequence;
import static dev.espalier.dsl.Features.vocabulary;
import static dev.espalier.dsl.Losses.crossEntropy;
import static dev.espalier.dsl.Losses.focal;
import static dev.espalier.dsl.Losses.huber;
import static dev.espalier.dsl.Routing.byTask;
import static dev.espalier.dsl.Routing.importance;
import static dev.espalier.dsl.Routing.load;
import static dev.espalier.dsl.Routing.lsh;
import static dev.espalier.dsl.Routing.noisyTopK;
import static dev.espalier.dsl.Routing.randomFixed;
import static dev.espalier.dsl.Routing.replicate;
import static dev.espalier.dsl.Routing.switchLoss;
import static dev.espalier.dsl.Routing.switchRouter;
import static dev.espalier.dsl.Routing.threshold;
import static dev.espalier.dsl.Routing.topK;
import static dev.espalier.dsl.Routing.tree;
import static dev.espalier.dsl.Routing.zLoss;
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

import dev.espalier.dsl.Router.Softmax;
import java.util.List;

/** Topologies as a person writes them in Java. */
public final class JavaTopologies {

  private JavaTopologies() {}

  /** The design's example. */
  public static Topology feedRanking() {
    return Topology.builder("feed-ranking")
        .inputs(numeric("age"), numeric("price"), categorical("item", 50_000, 16))
        .shared(experts(8, 64), snr(4, 32), mmoe())
        .task(binary("click").tower(32, 16))
        .task(binary("buy").tower(32, 16).mask("clicked"))
        .task(regression("dwell").tower(32).weight(0.5f))
        .build();
  }

  /** Conversions over the whole space of examples. */
  public static Topology sampled() {
    return Topology.builder("sampled")
        .inputs(numeric("x", 4))
        .task(binary("click").tower(8).keptNegatives(0.025f))
        .task(binary("buy"))
        .build();
  }

  public static Topology shown() {
    PositionBias bias =
        PositionBias.of("place", 50, 16)
            .tower(Layers.of(16).activation(Activation.TANH))
            .dimension(4)
            .dropout(0.1f);
    return Topology.builder("shown")
        .inputs(numeric("x", 4))
        .task(binary("click").tower(8).positionBias(bias))
        .task(regression("dwell").positionBias("place", 10))
        .build();
  }

  public static Topology ranked() {
    return Topology.builder("ranked")
        .inputs(numeric("x", 4))
        .task(binary("click").loss(Losses.pairwise("query")))
        .task(regression("dwell").loss(Losses.pairwise("query").share(0.25f)))
        .build();
  }

  public static Topology scored() {
    return Topology.builder("scored")
        .inputs(numeric("x", 4))
        .task(binary("click"))
        .task(binary("buy"))
        .task(regression("dwell"))
        .score("rank", weightedSum(term("click", 1f), term("dwell", 0.3f)))
        .score("value", powerProduct(term("click", 1f), term("buy", 2.5f)))
        .build();
  }

  public static Topology chained() {
    return Topology.builder("chained")
        .inputs(numeric("x", 4))
        .shared(
            experts(4, 8),
            mmoe(),
            aitm("click", "cart", "buy"),
            aitm("click", "buy")
                .transfer(Layers.of(6).activation(Activation.TANH))
                .calibration(0.1f))
        .task(binary("click"))
        .task(binary("cart"))
        .task(binary("buy"))
        .build();
  }

  public static Topology cascaded() {
    return Topology.builder("cascaded")
        .inputs(numeric("x", 4))
        .shared(
            experts(4, 8),
            cascade(
                omoe(),
                exit(8).threshold(0.9f),
                dense(16),
                exit(Layers.of(6).activation(Activation.TANH))
                    .weight(0.5f)
                    .threshold(0.8f)
                    .threshold("click", 0.95f),
                experts(4, 8),
                mmoe()))
        .task(binary("click").tower(8))
        .task(multiclass("rating", 5))
        .task(regression("dwell"))
        .build();
  }

  public static Topology conversions() {
    return Topology.builder("conversions")
        .inputs(numeric("x", 4))
        .shared(experts(4, 8), mmoe())
        .task(binary("click").tower(8))
        .task(binary("convert").tower(8))
        .task(product("buy", "click", "convert").label("bought").weight(2f))
        .build();
  }

  /** Every kind of task and loss. */
  public static Topology kindsOfTasks() {
    return Topology.builder("kinds-of-tasks")
        .inputs(numeric("x", 4))
        .shared(experts(4, 8), mmoe())
        .task(count("visits"))
        .task(quantile("late", 0.9f))
        .task(multilabel("tags", 3).loss(crossEntropy().labelSmoothing(0.1f).positiveWeight(2f)))
        .task(multilabel("colours", "red", "green").loss(focal()))
        .task(ordinal("stars", 5))
        .task(binary("click").loss(focal(1.5f, 0.4f)))
        .task(multiclass("kind", 4).loss(crossEntropy().labelSmoothing(0.2f)))
        .task(regression("dwell").loss(huber(2f)))
        .build();
  }

  /** Tasks with small second towers. */
  public static Topology smallTowers() {
    return Topology.builder("small-towers")
        .inputs(numeric("x", 4))
        .shared(experts(4, 8), mmoe())
        .task(binary("click").tower(16, 8).selfAuxiliary(4))
        .task(binary("buy").tower(16).selfAuxiliary(0.5f, Layers.of()))
        .task(
            regression("dwell")
                .tower(16)
                .selfAuxiliary(0.25f, Layers.of(4).activation(Activation.TANH)))
        .build();
  }

  /** Codes all the way from the experts to the towers. */
  public static Topology routedToTasks() {
    return Topology.builder("routed-to-tasks")
        .inputs(numeric("age"))
        .shared(
            experts(8, 16),
            snr(4, 16).granularity(Snr.Granularity.PER_WEIGHT),
            snrGate(3, Layers.of(16).dropout(0.1f))
                .kind(Snr.Kind.AVER)
                .codes(HardConcrete.defaults().initialLogAlpha(2f)),
            snrGate(2, 16),
            snrToTasks()
                .kind(Snr.Kind.AVER)
                .codes(HardConcrete.defaults().beta(0.5f).initialLogAlpha(1f).lambda(1e-3f)))
        .task(binary("click").tower(8))
        .task(binary("buy").tower(8))
        .build();
  }

  /** Blocks that give each task networks of its own, with every setting. */
  public static List<Topology> ownNetworks() {
    return java.util.stream.Stream.of(
            singleTask(Layers.of(8, 4).dropout(0.1f)),
            l2Constrained(0.01f, 8),
            crossStitch(Layers.of(8, 4).l2(1e-4f)),
            crossStitch(4).own(0.5f),
            tensorFactorized(ranks(3, 4, 2), Layers.of(8).activation(Activation.TANH)),
            cgc(2, 1, 8),
            cgc(2, 1, Layers.of(8, 4).dropout(0.1f)),
            ple(2, 3, 1, 8),
            ple(cgc(3, 1, 8), cgc(2, 2, Layers.of(4).activation(Activation.GELU))))
        .map(
            block ->
                Topology.builder("own")
                    .inputs(numeric("x", 3))
                    .shared(block)
                    .task(binary("a"))
                    .task(binary("b"))
                    .build())
        .toList();
  }

  /** Tasks that choose among experts. */
  public static Topology selected() {
    return Topology.builder("selected")
        .inputs(numeric("age"))
        .shared(
            experts(6, 16),
            dselectK(2).selector(DselectK.Selector.PER_EXAMPLE).gamma(0.5f).entropy(1e-3f))
        .task(binary("click").tower(8))
        .task(binary("buy").tower(8))
        .build();
  }

  /** Every feature, block, task and setting there is. */
  public static Topology everything() {
    return Topology.builder("everything")
        .inputs(numeric("a"), numeric("b"), numeric("x", 100), numeric("r", 2).raw())
        .inputs(categorical("c0", 10), categorical("c1", 10, 4), categorical("c2", 10).oneHot())
        .inputs(
            vocabulary("w0", List.of("red", "green")),
            vocabulary("w1", List.of("red", "green")).embedding(4),
            vocabulary("w2", List.of("red", "green")).oneHot())
        .inputs(
            vocabulary("v0", 30), vocabulary("v1", 30).embedding(4), vocabulary("v2", 30).oneHot())
        .inputs(hashed("h0", 64), hashed("h1", 64).embedding(4), hashed("h2", 64).oneHot())
        .inputs(numeric("made-elsewhere").raw())
        .shared(
            dense(48),
            sharedBottom(Layers.of(40, 24).activation(Activation.GELU)),
            experts(5, Layers.of(16, 8).dropout(0.25f).l2(1e-4f)),
            snr(3, Layers.of(8).activation(Activation.TANH).l2(1e-5f))
                .kind(Snr.Kind.AVER)
                .codes(
                    HardConcrete.defaults()
                        .beta(0.5f)
                        .stretch(-0.2f, 1.2f)
                        .initialLogAlpha(0.1f)
                        .lambda(1e-3f)),
            snr(2, 8, 6),
            omoe(),
            experts(3, Layers.of(6).normalization(Normalization.LAYER)),
            omoe(Gate.affine()),
            experts(2, 6),
            mmoe(Gate.affine()),
            dense(Layers.of(5).normalization(Normalization.BATCH)))
        .task(binary("t0"))
        .task(
            binary("t1", "yes")
                .tower(
                    Layers.of(8, 4)
                        .activation(Activation.SWISH)
                        .dropout(0.5f)
                        .l2(0.01f)
                        .normalization(Normalization.BATCH))
                .label("t1-label")
                .mask("t1-known")
                .weight(2f)
                .exampleWeight("t1-weight"))
        .task(multiclass("t2", 3).tower(8))
        .task(regression("t3"))
        .task(regression("t4").weight(0.25f))
        .build();
  }

  /** Numbers with every setting. */
  public static Topology numbers() {
    return Topology.builder("numbers")
        .inputs(numeric("price").log(), numeric("v", 3).clip(-2f, 2f).raw().indicated())
        .inputs(numeric("a").log().clip(0f, 12f).quantiles(100))
        .inputs(numeric("b").log().clip(0f, 12f).quantiles(100))
        .shared(experts(8, 16), mmoe())
        .task(binary("click"))
        .task(regression("dwell"))
        .build();
  }

  /** Numbers in buckets. */
  public static Topology buckets() {
    return Topology.builder("buckets")
        .inputs(bucketized("age", 18f, 25f, 35f, 65f), bucketized("price", 10).embedding(4))
        .inputs(bucketized("height", 1.5f).oneHot(), bucketized("weight", 3).oneHot())
        .shared(experts(8, 16), mmoe())
        .task(binary("click"))
        .task(regression("dwell"))
        .build();
  }

  /** Rows that are trained elsewhere. */
  public static Topology pretrained() {
    return Topology.builder("pretrained")
        .inputs(vocabulary("word", 900).embedding(50).pretrained(), categorical("item", 9).frozen())
        .inputs(categorical("last", 9).sharing("item"))
        .shared(experts(8, 16), mmoe())
        .task(binary("click"))
        .task(regression("dwell"))
        .build();
  }

  /** Features that read the rows of others. */
  public static Topology sharedTables() {
    return Topology.builder("shared-tables")
        .inputs(categorical("last_item", 50).sharing("item"), categorical("item", 50))
        .inputs(
            vocabulary("query", 9).embedding(4),
            vocabulary("title", 9).embedding(4).sharing("query"))
        .shared(experts(8, 16), mmoe())
        .task(binary("click"))
        .task(regression("dwell"))
        .build();
  }

  /** Features with several categories per example. */
  public static Topology lists() {
    return Topology.builder("lists")
        .inputs(categorical("item", 50, 8))
        .inputs(
            multivalent(categorical("clicks", 50, 8).sharing("item"), 20),
            multivalent(hashed("tags", 1000).embedding(8), 10).sum().weights("strengths"),
            multivalent(vocabulary("genres", List.of("a", "b")).oneHot(), 3).max())
        .shared(experts(8, 16), mmoe())
        .task(binary("click"))
        .task(regression("dwell"))
        .build();
  }

  /** Features of several positions, and the blocks that read them. */
  public static Topology positions() {
    return Topology.builder("positions")
        .inputs(categorical("item", 50, 8), numeric("place", 2))
        .inputs(
            sequence("seconds", 20).length("clicks"),
            sequence(numeric("visits", 2).log().quantiles(9), 5).mask("seen").attention("place"),
            sequence("prices", 3).unpooled(),
            sequence("days", 7).flat(),
            image("photo", 28, 28, 3),
            image(numeric("map").raw(), 4, 6).mean(),
            multivalent(categorical("items", 50, 8).sharing("item"), 20)
                .pooling(new Pooling.Attention("item", Layers.of(8, 4).l2(1e-4f))))
        .shared(
            gru("prices", 4),
            conv("photo", 16, 32),
            conv("map", 8).kernelSize(2).stride(1).activation(Activation.ELU).l2(0.5f),
            hierarchicalExperts(2, gru("items", 8).l2(1e-3f), sharedBottom(16)),
            mmoe())
        .task(binary("click"))
        .task(regression("dwell"))
        .build();
  }

  /** MMoE on a deep and cross network, and what else multiplies entries of a stream. */
  public static Topology interactions() {
    return Topology.builder("interactions")
        .inputs(numeric("x", 12), categorical("item", 50, 4))
        .shared(
            crossNetwork(3),
            crossNetwork(2, 4).l2(1e-4f),
            factorizationMachine(8),
            factorizationMachine(3).l2(0.5f),
            experts(8, 16),
            mmoe(),
            crossNetwork(1))
        .task(binary("click"))
        .task(regression("dwell"))
        .build();
  }

  /** Gates with hidden layers, and gates that hand on what they found. */
  public static Topology gates() {
    Gate wide = Gate.linear().hidden(Layers.of(32, 8).activation(Activation.TANH).dropout(0.1f));
    return Topology.builder("gates")
        .inputs(numeric("x", 12))
        .shared(
            experts(4, 16),
            omoe(Gate.affine().hidden(16).offers(Gate.Offer.LOGITS)),
            experts(3, 8),
            mmoe(wide.offers(Gate.Offer.LOGITS)))
        .task(binary("click"))
        .task(regression("dwell"))
        .build();
  }

  /** Experts of which each example is computed by a few, with every setting. */
  public static Topology sparse() {
    return Topology.builder("sparse")
        .inputs(numeric("x", 12))
        .shared(
            sparseMoe(8, 16),
            hierarchicalExperts(2, sparseMoe(4, 8).router(topK(1).softmax(Softmax.BEFORE))),
            omoe(),
            sparseMoe(6, Layers.of(16, 8).dropout(0.1f))
                .router(topK(3).hidden(Layers.of(4).activation(Activation.TANH)))
                .capacity(
                    Capacity.defaults()
                        .training(2f)
                        .serving(1.5f)
                        .least(8)
                        .overflow(Capacity.Overflow.NEXT_BEST)),
            sparseMoe(4, 8)
                .router(noisyTopK(2).warmup(100))
                .losses(importance(0.01f), load(0.02f))
                .freezeAfter(5000),
            sparseMoe(4, 8)
                .router(switchRouter().hidden(4).jitter(0.1f))
                .losses(switchLoss(0.01f), zLoss(0.001f)),
            sparseMoe(4, 8)
                .gates(SparseMoe.Gates.PER_TASK)
                .dispatch(SparseMoe.Dispatch.SOFT)
                .router(topK(2).softmax(Softmax.BEFORE)))
        .task(binary("click"))
        .task(regression("dwell"))
        .build();
  }

  /** Routers that draw, that take a share, that are trees and that learn nothing. */
  public static Topology routers() {
    return Topology.builder("routers")
        .inputs(numeric("x", 12))
        .shared(
            sparseMoe(4, 8).router(Routing.sampled(2).hidden(6)),
            sparseMoe(4, 8).router(threshold(.2f, 3)),
            sparseMoe(8, 8).router(tree(3).k(2)),
            sparseMoe(8, 8).router(lsh(3, 7)),
            sparseMoe(4, 8).router(randomFixed(2, 7)),
            sparseMoe(3, 8).router(replicate(3)),
            sparseMoe(2, 8).gates(SparseMoe.Gates.PER_TASK).router(byTask()))
        .task(binary("click"))
        .task(regression("dwell"))
        .build();
  }

  /** Routers that pick for positions and for tasks. */
  public static Topology granularities() {
    return Topology.builder("granularities")
        .inputs(numeric("x", 12), sequence("clicks", 6, 3).length("n"), image("photo", 4, 5, 2))
        .shared(
            sparseMoe(4, 8).perPosition("clicks"),
            sparseMoe(4, 8)
                .perPosition("photo", new Pooling.Max())
                .router(switchRouter())
                .losses(switchLoss(0.01f)),
            sparseMoe(8, 16).router(noisyTopK(2).warmup(100)).perTask())
        .task(binary("click"))
        .task(regression("dwell"))
        .build();
  }

  /** Experts that are mixtures of experts. */
  public static Topology hierarchical() {
    return Topology.builder("hierarchical")
        .inputs(numeric("x", 12))
        .shared(
            hierarchicalExperts(4, experts(3, 16), omoe()),
            omoe(),
            hierarchicalExperts(2, hierarchicalExperts(2, sharedBottom(8)), snr(2, 6), omoe()),
            mmoe())
        .task(binary("click"))
        .task(regression("dwell"))
        .build();
  }
}
