package dev.espalier.samples.census;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Features.bucketized;
import static dev.espalier.dsl.Features.multivalent;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.vocabulary;
import static dev.espalier.dsl.Tasks.binary;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Three ways to share, in Java; {@code CensusModels.kt} has the twins. */
public final class CensusTopologies {

  private CensusTopologies() {}

  /** One shared network of 113 units: as many weights as the experts of MMoE have. */
  public static Topology sharedBottomModel() {
    return model("census-shared-bottom", sharedBottom(113));
  }

  /** Eight experts of 16 units and a gate per task. */
  public static Topology mmoeModel() {
    return model("census-mmoe", experts(8, 16), mmoe());
  }

  /** The same with sub-network routing between experts and gates. */
  public static Topology snrModel() {
    return model("census-snr-mmoe", experts(8, 16), snr(4, 16), mmoe());
  }

  /** All three. */
  public static List<Topology> all() {
    return List.of(sharedBottomModel(), mmoeModel(), snrModel());
  }

  /** Both tasks on all columns behind this body. */
  static Topology model(String name, Block... shared) {
    return model(name, features(), shared);
  }

  /** The same with what the field does to numbers: buckets, logarithms, limits, quantiles. */
  static Topology transformed(String name, Block... shared) {
    Map<String, Feature> numbers =
        Map.of(
            "age", bucketized("age", 18f, 25f, 35f, 45f, 55f, 65f).embedding(4),
            "wage_per_hour", numeric("wage_per_hour").log(),
            "capital_gains", numeric("capital_gains").log(),
            "capital_losses", numeric("capital_losses").log(),
            "dividends", numeric("dividends").log().quantiles(100),
            "persons_worked_for", bucketized("persons_worked_for", 5).oneHot(),
            "weeks_worked", numeric("weeks_worked").clip(0f, 52f).indicated());
    Feature[] features = features();
    Arrays.setAll(features, i -> numbers.getOrDefault(features[i].name(), features[i]));
    return model(name, features, shared);
  }

  /** The same with another feature beside the columns. */
  static Topology with(Feature more, String name, Block... shared) {
    return model(
        name,
        Stream.concat(Arrays.stream(features()), Stream.of(more)).toArray(Feature[]::new),
        shared);
  }

  /** The same with learned rows for countries, and those of the parents weighed by one's own. */
  static Topology attended(String name, Block... shared) {
    Feature[] features = features();
    Categorical born = vocabulary("born_in", 43).embedding(8);
    Arrays.setAll(features, i -> features[i].name().equals("born_in") ? born : features[i]);
    Categorical parents = vocabulary(CensusPositions.PARENTS, 43).embedding(8).sharing("born_in");
    return model(
        name,
        Stream.concat(
                Arrays.stream(features), Stream.of(multivalent(parents, 2).attention("born_in")))
            .toArray(Feature[]::new),
        shared);
  }

  private static Topology model(String name, Feature[] features, Block... shared) {
    return Topology.builder(name)
        .inputs(features)
        .shared(shared)
        .task(binary("income", "50000+.").tower(8))
        .task(binary("never_married", "Never married").label("marital_status").tower(8))
        .build();
  }

  private static Feature[] features() {
    List<Feature> features = new ArrayList<>();
    for (CensusColumn column : CensusColumn.ALL) {
      if (column.kind() == CensusColumn.Kind.NUMBER) {
        features.add(numeric(column.name()));
      } else if (column.kind() == CensusColumn.Kind.CATEGORY) {
        features.add(vocabulary(column.name(), column.values()).oneHot());
      }
    }
    return features.toArray(new Feature[0]);
  }
}
