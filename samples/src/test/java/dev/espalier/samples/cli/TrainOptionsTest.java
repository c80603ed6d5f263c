package dev.espalier.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.dsl.plan.Plan;
import dev.espalier.samples.study.StudyException;
import dev.espalier.samples.study.TrainingOptions.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainOptionsTest {
  @TempDir Path folder;

  @Test
  void knowsWhatTheCommandTakes() {
    TrainOptions options = new TrainOptions();
    assertThat(options.names())
        .contains("learning-rate", "epochs", "steps", "batch", "gradients", "delimiter", "seed")
        .doesNotContain("out", "topology", "best", "json", "help", "resume");
    assertThat(options.kind("train")).contains(Kind.PATH);
    assertThat(options.kind("pretrained")).contains(Kind.PATH);
    assertThat(options.kind("warm-start")).contains(Kind.PATH);
    assertThat(options.kind("stream")).contains(Kind.FLAG);
    assertThat(options.kind("clip")).contains(Kind.VALUE);
    assertThat(options.kind("best")).isEmpty();
  }

  @Test
  void aTrialKnowsNothingOfTheOneBefore() throws Exception {
    Shop shop = Shop.in(folder);
    Plan plan = Plan.of(shop.model());
    TrainOptions options = new TrainOptions();
    List<String> few = List.of("--train=" + shop.training());
    List<String> many =
        List.of(
            "--train=" + shop.training(),
            "--clip=1",
            "--epochs=3",
            "--batch=32",
            "--seed=5",
            "--metrics=f1",
            "--epoch-decay=click=0.5",
            "--best=click",
            "--average=0.9");
    String fresh = text(options, few, plan);
    assertThat(text(options, many, plan)).isNotEqualTo(fresh);
    assertThat(text(options, few, plan)).isEqualTo(fresh);
    assertThatThrownBy(() -> options.check(List.of("--train=x", "--steps=1", "--epochs=1"), plan))
        .isInstanceOf(StudyException.class);
    assertThat(text(options, few, plan)).isEqualTo(fresh);
  }

  /** All settings but the listener, which is a new one each time. */
  private static String text(TrainOptions options, List<String> line, Plan plan) {
    return options.check(line, plan).toString().replaceFirst("listener=.*", "");
  }
}
