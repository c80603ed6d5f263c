package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.espalier.dsl.Blocks;
import dev.espalier.dsl.Features;
import dev.espalier.dsl.Tasks;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The two UCI tables of the samples, where they are at hand. */
class CensusTest {
  private static final String PROPERTY = "espalier.data";

  /** The folder that the property names, or the first {@code shared/data} above this module. */
  private static Path data(String file) {
    Path folder = null;
    if (System.getProperty(PROPERTY) != null) {
      folder = Path.of(System.getProperty(PROPERTY));
    }
    for (Path at = Path.of("").toAbsolutePath();
        folder == null && at != null;
        at = at.getParent()) {
      folder = Files.isDirectory(at.resolve("shared/data")) ? at.resolve("shared/data") : null;
    }
    assumeTrue(
        folder != null && Files.exists(folder.resolve(file)),
        file + " is not at hand: download it from UCI and name its folder with -D" + PROPERTY);
    return folder.resolve(file);
  }

  @Test
  void censusIncomeIsReadSplitAndEncoded() {
    List<String> names =
        IntStream.range(0, 42).mapToObj(i -> i == 41 ? "income" : "f" + i).toList();
    Examples all =
        Examples.csv(
            data("census-income/census-income.test.gz"),
            CsvFormat.defaults().names(names).missing("?"));
    Column part =
        Examples.csv(
                data("census-income/split.txt.gz"), CsvFormat.defaults().names(List.of("part")))
            .column("part");
    Examples census = all.with(part);
    assertThat(census.rows()).isEqualTo(99_762);
    assertThat(census.column("f0").type()).isEqualTo("integer");
    assertThat(census.column("f24").type()).isEqualTo("number");
    assertThat(census.column("f25").type()).isEqualTo("text");
    assertThat(census.place(99_761)).isEqualTo("census-income.test.gz line 99762");
    Topology topology =
        Topology.builder("census")
            .inputs(
                Features.numeric("f0"),
                Features.vocabulary("f1", 20),
                Features.vocabulary("f2", 100),
                Features.vocabulary("f25", 60),
                Features.hashed("f22", 50))
            .shared(Blocks.sharedBottom(4))
            .task(Tasks.binary("income", "50000+."))
            .task(Tasks.binary("never-married", "Never married").label("f7"))
            .build();
    Examples training = census.where("part", "train");
    assertThat(training.rows()).isEqualTo(69_833);
    assertThat(census.where("part", "valid").rows()).isEqualTo(14_964);
    FittedFeatures fitted = Fitting.fit(topology, training);
    assertThat(fitted.vocabulary("f1")).startsWith("Not in universe", "Private").hasSize(9);
    EncodedExamples encoded = Encoding.encode(topology, fitted, census);
    assertThat(share(encoded.labels(0))).isEqualTo("6.20");
    assertThat(share(encoded.labels(1))).isEqualTo("43.25");
    assertThat(encoded.weighted()).isFalse();
  }

  private static String share(float[] labels) {
    double sum = 0;
    for (float label : labels) {
      sum += label;
    }
    return String.format(java.util.Locale.ROOT, "%.2f", 100 * sum / labels.length);
  }

  @Test
  void bikeSharingIsReadAndSplitByTime() {
    Examples bikes = Examples.csv(data("bike-sharing/hour.csv"));
    assertThat(bikes.rows()).isEqualTo(17_379);
    assertThat(bikes.column("temp").type()).isEqualTo("number");
    assertThat(bikes.column("dteday").type()).isEqualTo("text");
    Parts parts = bikes.split(new Split.ByTime("dteday", .2));
    assertThat(parts.heldOut().rows()).isEqualTo(3_476);
    assertThat(parts.training().column("dteday").text(parts.training().rows() - 1))
        .isLessThanOrEqualTo(parts.heldOut().column("dteday").text(0));
  }
}
