package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.aitm;
import static dev.espalier.dsl.Blocks.cgc;
import static dev.espalier.dsl.Blocks.crossNetwork;
import static dev.espalier.dsl.Blocks.crossStitch;
import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.dselectK;
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
import static dev.espalier.dsl.Blocks.snrGate;
import static dev.espalier.dsl.Blocks.snrToTasks;
import static dev.espalier.dsl.Blocks.tensorFactorized;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.hashed;
import static dev.espalier.dsl.Features.multivalent;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.vocabulary;
import static dev.espalier.dsl.Losses.crossEntropy;
import static dev.espalier.dsl.Losses.focal;
import static dev.espalier.dsl.Losses.huber;
import static dev.espalier.dsl.Losses.pairwise;
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
import dev.espalier.dsl.DselectK;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Gate;
import dev.espalier.dsl.HardConcrete;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Normalization;
import dev.espalier.dsl.PositionBias;
import dev.espalier.dsl.Snr;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.extension.Cyclic;
import dev.espalier.graph.extension.LogCosh;
import dev.espalier.graph.extension.Relay;
import dev.espalier.graph.extension.Squash;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Topologies that together have every block, setting, feature and task; small and smooth. */
final class Topologies {
  private static final Feature X = numeric("x", 4);
  private static final Task BUY = binary("buy").tower(smooth(3));
  private static final Task DWELL = regression("dwell").tower(smooth(3)).weight(0.5f);
  private static final HardConcrete CODES = HardConcrete.defaults().lambda(0.02f);

  private Topologies() {}

  /** Layers without kinks, so that finite differences can be sharp. */
  static Layers smooth(int... units) {
    return Layers.of(units).activation(Activation.TANH);
  }

  static Topology of(String name, List<Feature> inputs, List<Block> body, Task... tasks) {
    return new Topology(name, inputs, body, List.of(tasks));
  }

  private static Topology body(String name, Block... blocks) {
    return of(name, List.of(X), List.of(blocks), BUY, DWELL);
  }

  /** Tasks that follow from one another, and one that does not. */
  private static Topology chained(String name, Block... last) {
    List<Block> blocks = new ArrayList<>(List.of(experts(2, smooth(5)), mmoe()));
    blocks.addAll(List.of(last));
    return of(
        name,
        List.of(X),
        blocks,
        binary("click").tower(smooth(3)),
        binary("seen").tower(smooth(3)),
        DWELL,
        binary("buy").tower(smooth(3)).weight(2f));
  }

  /** Tasks of which one has no loss and one no tower. */
  private static Task[] conversions() {
    return new Task[] {
      binary("click").tower(smooth(3)).weight(0.5f),
      binary("convert").tower(smooth(3)),
      DWELL,
      product("bought", "click", "convert").weight(2f)
    };
  }

  static List<Topology> all() {
    return Stream.of(
            blocks(), PositionedTopologies.all(), SparseTopologies.all(), CascadedTopologies.all())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Topology> blocks() {
    Layers hidden = smooth(5);
    DselectK selector = dselectK(2).selector(DselectK.Selector.PER_EXAMPLE);
    return List.of(
        body("nothing-shared"),
        of(
            "shared-tables",
            List.of(X, categorical("last", 4, 3).sharing("item"), categorical("item", 4, 3)),
            List.of(experts(3, hidden), mmoe()),
            BUY,
            DWELL),
        of(
            "lists",
            List.of(
                multivalent(categorical("items", 4, 3).sharing("item"), 3).weights("w"),
                X,
                categorical("item", 4, 3),
                multivalent(hashed("tags", 4).embedding(2), 2).max(),
                multivalent(hashed("words", 5).embedding(2), 4).sum()),
            List.of(experts(3, hidden), mmoe()),
            BUY,
            DWELL),
        body("shared-bottom", sharedBottom(smooth(5, 4))),
        body("dense-on-shared", experts(3, hidden), dense(smooth(4, 3))),
        body("dense-on-tasks", experts(3, hidden), mmoe(), dense(smooth(4, 3))),
        body("omoe", experts(3, smooth(4, 5)), omoe(Gate.affine()), sharedBottom(hidden)),
        body("mmoe", experts(3, hidden), mmoe()),
        body("mmoe-affine", experts(2, smooth(4, 5)), mmoe(Gate.affine())),
        body(
            "mmoe-hidden",
            experts(3, hidden),
            mmoe(Gate.affine().hidden(smooth(4, 3).l2(0.1f)).offers(Gate.Offer.LOGITS))),
        body(
            "omoe-hidden",
            experts(3, hidden),
            omoe(Gate.linear().hidden(smooth(4)).offers(Gate.Offer.LOGITS))),
        body(
            "hierarchical",
            hierarchicalExperts(
                2, hierarchicalExperts(2, experts(2, smooth(3)), omoe()), snr(2, hidden), omoe()),
            mmoe()),
        body(
            "custom-blocks",
            experts(2, smooth(4)),
            new Squash(Squash.Backward.TENSORFLOW, 5),
            mmoe(),
            new Squash(Squash.Backward.OWN, 4),
            dense(smooth(3))),
        body("custom-at-the-end", experts(2, smooth(4)), mmoe(), new Relay()),
        body("snr-trans", experts(3, hidden), snr(2, smooth(4, 3)).codes(CODES), mmoe()),
        body("snr-aver", experts(3, hidden), snr(2, hidden).kind(Snr.Kind.AVER).codes(CODES)),
        body("snr-alone", snr(1, hidden).kind(Snr.Kind.AVER), snr(1, hidden)),
        body("dselect", experts(3, hidden), dselectK(2).gamma(.8f).entropy(.1f)),
        body("dselect-example", experts(4, hidden), selector.entropy(.1f)),
        body("dselect-example-odd", experts(5, hidden), selector.gamma(6f), dense(hidden)),
        body(
            "snr-per-weight",
            experts(2, smooth(3)),
            snr(2, hidden).codes(CODES).granularity(Snr.Granularity.PER_WEIGHT)),
        body("snr-gate", experts(2, hidden), snrGate(2, smooth(4)).codes(CODES.beta(2f)), mmoe()),
        body(
            "snr-gate-aver",
            experts(2, hidden),
            snrGate(2, hidden).kind(Snr.Kind.AVER).codes(CODES.beta(2f))),
        body("snr-to-tasks", experts(3, hidden), snr(2, smooth(4)), snrToTasks().codes(CODES)),
        body(
            "snr-aver-to-tasks",
            experts(3, hidden),
            snrToTasks().kind(Snr.Kind.AVER).codes(CODES.initialLogAlpha(0.4f))),
        body("dropout", experts(2, smooth(5, 5).dropout(0.3f)), omoe()),
        body("l2", experts(2, hidden.l2(0.1f)), snr(2, hidden.l2(0.05f)), mmoe()),
        body("batch-norm", experts(2, hidden.normalization(Normalization.BATCH)), mmoe()),
        body(
            "batch-norm-deep", experts(2, smooth(5, 4).normalization(Normalization.BATCH)), mmoe()),
        body("layer-norm", experts(2, hidden.normalization(Normalization.LAYER)), mmoe()),
        body(
            "layer-norm-deep", experts(2, smooth(5, 4).normalization(Normalization.LAYER)), omoe()),
        body("mmoe-on-dcn", crossNetwork(2), experts(3, hidden), mmoe(), crossNetwork(1)),
        body(
            "products",
            factorizationMachine(2).l2(0.1f),
            experts(2, hidden),
            crossNetwork(2, 2).l2(0.05f),
            mmoe(),
            factorizationMachine(2)),
        body("single-task", experts(2, hidden), singleTask(smooth(4, 3))),
        body("l2-constrained", l2Constrained(0.1f, smooth(4, 3))),
        body("l2-constrained-norm", l2Constrained(0.1f, hidden.normalization(Normalization.BATCH))),
        body("cross-stitch", crossStitch(smooth(4, 3))),
        body(
            "cross-stitch-on-tasks",
            experts(2, hidden),
            mmoe(),
            crossStitch(hidden),
            dense(hidden)),
        body("tensor-factorized", tensorFactorized(ranks(3, 2, 2), smooth(4, 3).l2(0.1f))),
        body("cgc", cgc(2, 1, smooth(4, 3))),
        body("cgc-shared-only", cgc(3, 0, hidden)),
        body("cgc-two-each", experts(2, hidden), cgc(1, 2, hidden)),
        body("ple", ple(cgc(2, 1, hidden), cgc(1, 2, smooth(4, 3)), cgc(2, 1, hidden))),
        body("ple-shared-only", ple(cgc(2, 0, hidden), cgc(2, 0, hidden))),
        of(
            "towers",
            List.of(X),
            List.of(experts(2, hidden), mmoe()),
            binary("none"),
            binary("two").tower(smooth(4, 3).l2(0.03f)),
            regression("normal").tower(smooth(3).normalization(Normalization.BATCH))),
        of(
            "tasks",
            List.of(X),
            List.of(sharedBottom(hidden)),
            binary("click").tower(smooth(3)),
            multiclass("kind", 3).tower(smooth(3)),
            regression("dwell").tower(smooth(3)).weight(2f),
            binary("buy").tower(smooth(3)).weight(0.5f),
            multiclass("brand", 3).tower(smooth(3))),
        of(
            "small-towers",
            List.of(X),
            List.of(experts(2, hidden), mmoe()),
            binary("click").tower(smooth(6)).selfAuxiliary(0.7f, smooth(2)),
            binary("buy").tower(smooth(6)).selfAuxiliary(0.3f, smooth(2).l2(0.03f)),
            multiclass("kind", 3).tower(smooth(4)).selfAuxiliary(0.5f, Layers.of())),
        of(
            "targets",
            List.of(X),
            List.of(experts(2, hidden), mmoe()),
            count("visits").tower(smooth(3)),
            ordinal("stars", 5).tower(smooth(3)),
            multilabel("tags", 3).tower(smooth(3)),
            quantile("late", 0.9f).tower(smooth(3)).weight(2f),
            ordinal("size", 5).tower(smooth(3)).selfAuxiliary(0.4f, smooth(2)),
            multilabel("more", 3).tower(smooth(3)).loss(focal())),
        of(
            "losses",
            List.of(X),
            List.of(experts(2, hidden)),
            binary("soft").loss(crossEntropy().labelSmoothing(0.2f).positiveWeight(3f)),
            binary("hard").loss(focal(1.5f, 0.3f)),
            binary("softer").loss(crossEntropy().labelSmoothing(0.4f)),
            multiclass("kind", 3).loss(crossEntropy().labelSmoothing(0.3f)),
            multiclass("plain", 3),
            regression("far").loss(huber(0.5f)),
            regression("near").loss(huber(20f)),
            regression("own").loss(new LogCosh()),
            regression("wider").loss(new LogCosh(3f)),
            regression("alike").loss(new LogCosh(3f)).weight(2f)),
        of("product", List.of(X), List.of(experts(2, hidden), mmoe()), conversions()),
        of("product-on-shared", List.of(X), List.of(sharedBottom(hidden)), conversions()),
        of(
            "product-behind-dense",
            List.of(X),
            List.of(experts(2, hidden), mmoe(), dense(smooth(4))),
            conversions()),
        chained("aitm", aitm("buy", "seen", "click").transfer(smooth())),
        chained(
            "aitm-deep",
            aitm("click", "buy").transfer(smooth(3).l2(0.1f)),
            dense(smooth(4)),
            aitm("buy", "seen").transfer(smooth().normalization(Normalization.BATCH))),
        of(
            "positions",
            List.of(X, categorical("item", 5, 3)),
            List.of(experts(2, hidden), mmoe()),
            binary("click")
                .tower(smooth(6))
                .selfAuxiliary(0.5f, smooth(2))
                .positionBias(PositionBias.of("place", 4).tower(smooth(3).l2(0.1f)).dropout(0.2f)),
            count("visits").tower(smooth(3)).positionBias("place", 2),
            binary("like").tower(smooth(6)),
            product("liked", "click", "like")),
        of(
            "pairwise",
            List.of(X),
            List.of(experts(2, hidden), mmoe()),
            binary("click").tower(smooth(3)).loss(pairwise("query").share(0.9f)).selfAuxiliary(1),
            regression("dwell").tower(smooth(3)).loss(pairwise("query").share(0.3f)).weight(2f),
            count("visits").tower(smooth(3)).loss(pairwise("query").share(0.6f)),
            binary("like").tower(smooth(3)).loss(pairwise("query").share(0.8f))),
        of("one-task", List.of(X), List.of(experts(2, hidden), mmoe()), multiclass("kind", 4)),
        of(
            "features",
            List.of(
                numeric("age"),
                new Cyclic("hour", 24f),
                categorical("item", 5, 3),
                numeric("v", 3),
                vocabulary("word", List.of("a", "b")).embedding(2),
                hashed("host", 4).embedding(2),
                categorical("day", 3, 2).oneHot(),
                hashed("bucket", 3).oneHot()),
            List.of(experts(2, hidden), mmoe()),
            BUY,
            DWELL),
        of("only-ids", List.of(categorical("item", 5, 3)), List.of(), BUY));
  }
}
