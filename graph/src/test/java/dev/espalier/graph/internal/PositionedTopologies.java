package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.conv;
import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.gru;
import static dev.espalier.dsl.Blocks.hierarchicalExperts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.image;
import static dev.espalier.dsl.Features.multivalent;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.sequence;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.graph.internal.Topologies.smooth;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Block;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Image;
import dev.espalier.dsl.Pooling;
import dev.espalier.dsl.Sequence;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import java.util.List;

/** Topologies with features of several positions, small and smooth. */
final class PositionedTopologies {
  private static final Feature X = numeric("x", 2);
  private static final Sequence CLICKS = sequence("clicks", 3, 2).length("n").unpooled();
  private static final Image PHOTO = image("photo", 4, 3, 2);
  private static final Feature ITEMS = multivalent(categorical("items", 4, 3), 3);
  private static final Task BUY = binary("buy").tower(smooth(3));
  private static final Task DWELL = regression("dwell").tower(smooth(3)).weight(0.5f);

  private PositionedTopologies() {}

  private static Topology of(String name, List<Feature> inputs, Block... body) {
    return Topologies.of(name, inputs, List.of(body), BUY, DWELL);
  }

  static List<Topology> all() {
    Pooling plain = new Pooling.Attention("item", smooth(4, 3).l2(0.1f));
    return List.of(
        of(
            "sequences",
            List.of(
                sequence("whole", 3, 2),
                X,
                CLICKS.sum(),
                sequence("marked", 2, 2).mask("marks"),
                sequence("largest", 3).max(),
                PHOTO.mean(),
                sequence("flat", 2, 2).mask("m").flat()),
            experts(2, smooth(4)),
            mmoe()),
        of(
            "attention",
            List.of(
                X,
                categorical("item", 4, 3),
                multivalent(categorical("last", 4, 3).sharing("item"), 3).pooling(plain),
                CLICKS.pooling(new Pooling.Attention("x", smooth())),
                multivalent(categorical("all", 4, 3).sharing("item"), 2)
                    .weights("w")
                    .pooling(new Pooling.Attention("item", smooth(3)))),
            experts(2, smooth(4)),
            mmoe()),
        of(
            "gru",
            List.of(X, CLICKS, ITEMS),
            gru("clicks", 3).l2(0.1f),
            experts(2, smooth(4)),
            gru("items", 2),
            mmoe(),
            gru("clicks", 2).l2(0.05f)),
        of("gru-of-all-steps", List.of(X, sequence("s", 3)), gru("s", 2)),
        of("gru-of-two-steps", List.of(X, sequence("s", 2, 2).mask("m")), gru("s", 2)),
        of(
            "conv",
            List.of(X, PHOTO),
            conv("photo", 3, 2).activation(Activation.TANH).l2(0.1f),
            experts(2, smooth(4)),
            conv("photo", 2, 3).stride(1).kernelSize(2).activation(Activation.TANH),
            mmoe(),
            conv("photo", 2).stride(3).activation(Activation.SIGMOID)),
        of(
            "experts-that-read",
            List.of(CLICKS, PHOTO.flat()),
            hierarchicalExperts(
                2,
                gru("clicks", 2),
                conv("photo", 2).activation(Activation.TANH),
                dense(smooth(4))),
            mmoe()));
  }
}
