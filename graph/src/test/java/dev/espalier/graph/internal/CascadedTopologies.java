package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.aitm;
import static dev.espalier.dsl.Blocks.cascade;
import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.exit;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.omoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Losses.pairwise;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.multiclass;
import static dev.espalier.dsl.Tasks.ordinal;
import static dev.espalier.dsl.Tasks.product;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.graph.internal.Topologies.smooth;

import dev.espalier.dsl.Cascade;
import dev.espalier.dsl.Gate;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.PositionBias;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import java.util.List;

/** Bodies of several depths, small and smooth. */
final class CascadedTopologies {
  private static final Task BUY = binary("buy").tower(smooth(3));
  private static final Task DWELL = regression("dwell").tower(smooth(3)).weight(0.5f);

  private CascadedTopologies() {}

  static List<Topology> all() {
    return List.of(
        of(
            "cascade",
            cascade(dense(smooth(5)), exit(smooth(4)), dense(smooth(4)), exit(), dense(smooth(3))),
            binary("click").tower(smooth(6)).selfAuxiliary(0.5f, smooth(2)),
            DWELL,
            multiclass("kind", 3)),
        of(
            "cascade-of-streams",
            cascade(
                exit().weight(0.3f),
                experts(3, smooth(5)),
                exit(smooth(4)).weight(2f),
                omoe(Gate.affine()),
                exit(smooth(4).l2(0.1f)),
                experts(2, smooth(4)),
                mmoe(),
                exit(),
                dense(smooth(3))),
            BUY,
            DWELL,
            ordinal("stars", 4).tower(smooth(3))),
        of(
            "cascade-of-conversions",
            cascade(dense(smooth(5)), exit(smooth(3)), experts(2, smooth(4)), mmoe()),
            binary("click")
                .tower(smooth(3))
                .positionBias(PositionBias.of("place", 4).tower(smooth(3))),
            binary("convert").tower(smooth(3)),
            DWELL,
            product("bought", "click", "convert").weight(2f)),
        of(
            "cascade-and-more",
            cascade(
                experts(2, smooth(4)),
                mmoe(),
                exit(Layers.of()),
                aitm("click", "buy").calibration(0.3f),
                dense(smooth(3))),
            binary("click").tower(smooth(6)),
            BUY,
            regression("dwell").loss(pairwise("query").share(0.4f))));
  }

  private static Topology of(String name, Cascade cascade, Task... tasks) {
    return Topologies.of(name, List.of(numeric("x", 4)), List.of(cascade), tasks);
  }
}
