package dev.espalier.samples.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.training.report.ExpertRouting;
import dev.espalier.training.report.GateRouting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A quarter of the study of the document. */
class RoutingStudyTest {
  private static final RoutingStudy SHORT = new RoutingStudy(4_096, 6, 256, 0.01f, 0);

  @ParameterizedTest
  @EnumSource(names = {"TOPK_SWITCH_LOSS", "NOISY_IMPORTANCE_LOAD", "SWITCH_LOSS"})
  void lossesKeepEveryLoadWithinHalfAndDoubleOfTheMean(RouterName router) {
    RoutingStudy.Row row = SHORT.run(router);
    ExpertRouting last = row.last();
    assertThat(last.load())
        .allSatisfy(load -> assertThat(load).isBetween(last.meanLoad() / 2, 2 * last.meanLoad()));
    assertThat(last.starved()).isEmpty();
    assertThat(last.gates()).extracting(GateRouting::dropped).containsExactly(0.0);
  }

  @Test
  void withoutThemACollapseIsSeenAndTold() {
    RoutingStudy.Row row = SHORT.run(RouterName.SWITCH);
    assertThat(row.last().starved()).isNotEmpty();
    assertThat(row.collapses())
        .isNotEmpty()
        .allMatch(collapse -> collapse.path().equals("topology.shared[1].sparseMoe"));
    assertThat(row.collapses().get(row.collapses().size() - 1).experts())
        .isEqualTo(row.last().starved());
    assertThat(row.report().markdown()).contains("topology.shared[1].sparseMoe: below a tenth");
    assertThat(RoutingStudyTable.of(List.of(row)).text()).contains("switch ");
  }
}
