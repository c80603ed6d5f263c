package dev.espalier.training.report;

import static dev.espalier.training.GradientSteps.pcGrad;
import static dev.espalier.training.GradientSteps.sketchedGram;
import static dev.espalier.training.SurgeryScopes.representationLevel;
import static dev.espalier.training.SurgeryScopes.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.espalier.training.GradientStep;
import dev.espalier.training.metrics.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingReportTest {
  private static final TrainingReport REPORT =
      new TrainingReport("feed", HistoryTest.HISTORY, 2, 12_345, 3.5, pcGrad(), List.of());

  @Test
  void isMarkdownInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(REPORT.markdown())
          .isEqualTo(
              """
              # feed

              Best epoch 2 of 2, 12,345 parameters, 3.5 s, 3,000 examples per second, \
              gradients in conflict 25.0 %, 3 steps skipped.

              ## Best epoch

              | task         | training loss |    auc | log_loss | accuracy |   rmse |    mae |
              | ------------ | ------------: | -----: | -------: | -------: | -----: | -----: |
              | click, "buy" |        0.3000 | 0.7500 |   0.5000 |   0.8000 |      – |      – |
              | dwell        |        0.0000 |      – |        – |        – | 1.0000 | 0.5000 |

              ## Epochs

              | epoch | step | seconds | click, "buy" loss | dwell loss | click, "buy" auc | dwell rmse |
              | ----: | ---: | ------: | ----------------: | ---------: | ---------------: | ---------: |
              |     1 |  100 |     1.5 |            0.7000 |          – |           0.5000 |     2.0000 |
              |     2 |  200 |     3.3 |            0.3000 |     0.0000 |           0.7500 |     1.0000 |

              ## Seesaw from one validation to the next

              No task's main metric became better while another's became worse.

              ## Gradients by the shared weights

              | task         | other task | mean cosine | in conflict |
              | ------------ | ---------- | ----------: | ----------- |
              | click, "buy" | dwell      |     -0.5000 | 25.0 %      |

              Tasks that pull the shared weights the same way on average: click, "buy"; dwell. \
              Experts or sub-networks of their own may help the groups.

              In the best epoch:

              | task         |   norm | factor in the merge |
              | ------------ | -----: | ------------------: |
              | click, "buy" | 3.0000 |              1.5000 |
              | dwell        | 0.1250 |                   – |
              """);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void saysWhatTheGradientsAreBy() {
    assertThat(merged(within(pcGrad(), "shared0", "inputs")))
        .contains("weights\n\nBy those of shared0, inputs only.\n\n| task");
    assertThat(merged(sketchedGram(32, pcGrad())))
        .contains("weights\n\nApproximate: estimated from sketches of rank 32.\n\n| task");
    assertThat(merged(representationLevel(pcGrad())))
        .contains("\n\nApproximate: by the shared representation in the place of the weights.\n");
  }

  private static String merged(GradientStep.Merge merge) {
    return new TrainingReport("feed", HistoryTest.HISTORY, 2, 1, 1, merge, List.of()).markdown();
  }

  @Test
  void tellsWhatRoutersDid() {
    Epoch epoch =
        new Epoch(
            1,
            1,
            0,
            0,
            Map.of("a", 1.0),
            List.of(),
            List.of(),
            List.of(),
            List.of(RoutingPlotTest.block("p", .125, .5, 1, 1.5, .01)),
            0);
    History history = new History(List.of(epoch));
    assertThat(new TrainingReport("feed", history, 1, 1, 1, pcGrad(), List.of()).markdown())
        .endsWith(
            """

            ## Routing in the best epoch

            Loads of experts are relative to their mean, multiply-adds per training example.

            | block | gate | least load | largest load | entropy | dropped | changed | multiply-adds | of every expert |
            | ----- | ---- | ---------: | -----------: | ------: | ------- | ------- | ------------: | --------------: |
            | p     | a<b  |       0.01 |         1.99 |   0.347 | 25.0 %  | 12.5 %  |           320 |           1,024 |
            | p     | c    |       0.01 |         1.99 |       – | 0.0 %   | 12.5 %  |           320 |           1,024 |

            p: below a tenth of the mean load is expert 3.
            """);
  }

  @Test
  void givesTheBestEpoch() {
    assertThat(REPORT.best().step()).isEqualTo(200);
    assertThat(REPORT.metrics().get(1).value(Metric.MAE)).isEqualTo(.5);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new TrainingReport("feed", HistoryTest.HISTORY, 3, 1, 1, pcGrad(), List.of()))
        .withMessageContaining("[1, 2]");
  }
}
