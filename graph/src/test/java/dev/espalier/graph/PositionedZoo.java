package dev.espalier.graph;

import static dev.espalier.dsl.Blocks.conv;
import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.gru;
import static dev.espalier.dsl.Blocks.hierarchicalExperts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.singleTask;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.hashed;
import static dev.espalier.dsl.Features.image;
import static dev.espalier.dsl.Features.multivalent;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.sequence;
import static dev.espalier.dsl.Routing.lsh;
import static dev.espalier.dsl.Routing.switchRouter;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Pooling;
import dev.espalier.dsl.SparseMoe;
import java.util.LinkedHashMap;
import java.util.Map;

/** Topologies with features of several positions, and the blocks that read these. */
final class PositionedZoo {
  private static final Feature AGE = numeric("age");
  private static final Feature CLICKS = sequence("clicks", 4, 3).length("count");
  private static final Feature PHOTO = image("photo", 5, 4, 2);

  private PositionedZoo() {}

  static Map<String, TrainedModel> all() {
    Map<String, TrainedModel> zoo = new LinkedHashMap<>();
    zoo.put("sequences", Zoo.of("sequences", sequences(), experts(3, 8), mmoe()));
    zoo.put("a sequence alone", Zoo.of("alone", new Feature[] {sequence("s", 3).flat()}));
    zoo.put("target attention", Zoo.of("attention", attention(), experts(3, 8), snr(2, 6), mmoe()));
    zoo.put(
        "recurrent units",
        Zoo.of(
            "gru",
            new Feature[] {AGE, CLICKS, multivalent(categorical("items", 5, 4), 3).unpooled()},
            gru("items", 3),
            experts(3, 8),
            gru("clicks", 2),
            mmoe(),
            gru("items", 2)));
    zoo.put(
        "convolutions",
        Zoo.of(
            "conv",
            new Feature[] {AGE, PHOTO},
            conv("photo", 3, 4).stride(1).kernelSize(2),
            experts(3, 8),
            conv("photo", 4, 3).activation(Activation.TANH),
            singleTask(6),
            conv("photo", 2)));
    zoo.put(
        "few experts at positions to tasks",
        Zoo.of(
            "routed-positions",
            new Feature[] {
              AGE, CLICKS, PHOTO, multivalent(categorical("items", 5, 4), 3).weights("w")
            },
            sparseMoe(4, 6).perPosition("clicks"),
            sparseMoe(5, 4).perPosition("items", new Pooling.Sum()),
            sparseMoe(4, 3).router(lsh(2)).perPosition("photo"),
            sparseMoe(3, 2)
                .router(switchRouter())
                .gates(SparseMoe.Gates.PER_TASK)
                .perPosition("photo", new Pooling.Max())));
    zoo.put(
        "few experts at few positions",
        Zoo.of(
            "crowded-positions",
            new Feature[] {AGE, CLICKS},
            sparseMoe(4, 3)
                .capacity(Capacity.defaults().serving(.5f).least(1))
                .perPosition("clicks"),
            sparseMoe(4, 3).dispatch(SparseMoe.Dispatch.SOFT).perPosition("clicks")));
    zoo.put(
        "experts that read positions",
        Zoo.of(
            "readers",
            new Feature[] {CLICKS, image("photo", 5, 4, 2).flat()},
            hierarchicalExperts(2, gru("clicks", 3), conv("photo", 2), dense(6)),
            mmoe()));
    return zoo;
  }

  private static Feature[] sequences() {
    return new Feature[] {
      sequence("whole", 3),
      AGE,
      sequence("first", 4, 2).length("n").sum(),
      sequence(numeric("marked", 2).quantiles(3), 3).mask("marks").max(),
      sequence(numeric("raw").raw(), 3).mask("seen"),
      sequence("flat", 2, 2).length("m").flat(),
      sequence("largest", 2, 2).max(),
      categorical("item", 5, 4),
      image(numeric("photo", 2), 2, 3).mean()
    };
  }

  private static Feature[] attention() {
    Pooling small = new Pooling.Attention("place", Layers.of(5).activation(Activation.SIGMOID));
    return new Feature[] {
      AGE,
      numeric("place", 3),
      categorical("item", 5, 4),
      multivalent(categorical("items", 5, 4).sharing("item"), 3).attention("item"),
      sequence("places", 4, 3).length("visits").pooling(small),
      sequence("homes", 2, 3).pooling(new Pooling.Attention("place", Layers.of())),
      multivalent(hashed("tags", 4).embedding(4), 3).weights("strengths").attention("item")
    };
  }
}
