package dev.espalier.training;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.multiclass;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.HardConcrete;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Codes;
import dev.espalier.graph.Inspection;
import dev.espalier.graph.Predictions;
import dev.espalier.graph.PruningReport;
import dev.espalier.graph.ServedModel;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.RequestColumns;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sub-network routing in three layers, whose codes close while it is trained with PCGrad. */
class SnrStackTest {
  private static final HardConcrete CODES =
      HardConcrete.defaults().initialLogAlpha(-2.2f).lambda(0.05f);
  private static final Topology TOPOLOGY =
      Topology.builder("snr-stack")
          .inputs(numeric("a"), numeric("v", 3))
          .shared(
              experts(4, 8),
              snr(4, 8).codes(CODES),
              snr(4, 8).codes(CODES),
              snr(3, 8).codes(CODES),
              mmoe())
          .task(binary("click").tower(4))
          .task(regression("dwell").tower(4).weight(0.5f))
          .task(multiclass("kind", 3).tower(4))
          .build();

  @TempDir Path folder;

  @Test
  void servesWhatItLearnedWithoutTheConnectionsThatClosed() {
    Examples validation = SmallRun.examples(500, 2);
    try (Model model = Model.compile(TOPOLOGY)) {
      model.fit(
          SmallRun.examples(2_000, 1),
          validation,
          SmallRun.settings()
              .gradients(GradientSteps.pcGrad(), GradientSteps.adam(1e-2f))
              .epochs(6)
              .build());

      assertThat(model.codes())
          .extracting(Codes::path)
          .containsExactly(
              "topology.shared[1].snr", "topology.shared[2].snr", "topology.shared[3].snr");
      int closed = model.codes().stream().mapToInt(Codes::closed).sum();
      int all = model.codes().stream().mapToInt(Codes::connections).sum();
      assertThat(closed).isBetween(all / 4, all - 1);

      ExportReport exported = model.export(folder.resolve("snr-stack"), 1);
      PruningReport pruning = exported.pruning();
      assertThat(pruning.before().parameters()).isEqualTo(model.plan().parameterCount());
      long gone = pruning.before().parameters() - pruning.after().parameters();
      // A connection is a matrix of 8 by 8; log alphas are not served either.
      assertThat(gone).isGreaterThanOrEqualTo(64L * closed + all);
      assertThat(Inspection.of(exported.directory()).parameters())
          .isEqualTo(pruning.after().parameters());

      Predictions expected = model.predict(validation);
      try (ServedModel served = ServedModel.load(exported.directory())) {
        Predictions answers =
            served.predict("serving_default", RequestColumns.of(TOPOLOGY, validation));
        assertThat(answers.values("click/probability"))
            .containsExactly(expected.values("click"), within(1e-5f));
        assertThat(answers.values("dwell/value"))
            .containsExactly(expected.values("dwell"), within(1e-4f));
        assertThat(answers.values("kind/probabilities"))
            .containsExactly(expected.values("kind"), within(1e-5f));
      }
    }
  }
}
