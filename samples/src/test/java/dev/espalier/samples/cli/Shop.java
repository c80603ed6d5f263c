package dev.espalier.samples.cli;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.vocabulary;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.multiclass;
import static dev.espalier.dsl.Tasks.regression;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * A made-up shop: a topology and its examples, with texts (some in quotes, some missing), labels
 * that are words, missing labels and example weights.
 *
 * @param folder where its files are
 */
record Shop(Path folder) {
  private static final String[] CITIES = {"Berlin", "Paris", "\"New York, NY\"", ""};

  static Shop in(Path folder) throws IOException {
    Shop shop = new Shop(folder);
    Files.writeString(shop.topology(), TopologyJson.write(shop.model()));
    Files.writeString(shop.training(), examples(600, 1, true));
    Files.writeString(shop.newcomers(), examples(10, 2, false));
    return shop;
  }

  Topology model() {
    return Topology.builder("shop")
        .inputs(numeric("age"), numeric("price"), vocabulary("city", 10))
        .inputs(categorical("item", 20, 4))
        .shared(experts(3, 8), snr(2, 8), mmoe())
        .task(binary("click").tower(8))
        .task(binary("buy", "yes").tower(8).exampleWeight("w"))
        .task(multiclass("rating", 3))
        .task(regression("dwell").weight(0.5f))
        .build();
  }

  Path topology() {
    return folder.resolve("shop.json");
  }

  Path training() {
    return folder.resolve("train.csv");
  }

  /** Without labels. */
  Path newcomers() {
    return folder.resolve("new.csv");
  }

  private static String examples(int rows, long seed, boolean labelled) {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder("age,price,city,item");
    csv.append(labelled ? ",click,buy,rating,dwell,w\n" : "\n");
    for (int i = 0; i < rows; i++) {
      double age = 20 + 50 * random.nextDouble();
      double price = random.nextDouble();
      int city = random.nextInt(CITIES.length);
      boolean click = age / 70 + price + (city == 1 ? 0.5 : 0) > 1.3;
      csv.append(
          String.format(
              Locale.ROOT, "%.2f,%.3f,%s,%d", age, price, CITIES[city], random.nextInt(20)));
      if (labelled) {
        String buy = random.nextInt(3) == 0 ? "" : click && price < 0.6 ? "yes" : "no";
        csv.append(
            String.format(
                Locale.ROOT,
                ",%d,%s,%d,%.3f,%d",
                click ? 1 : 0,
                buy,
                (int) (price * 3),
                price * 2 + age / 100,
                1 + random.nextInt(2)));
      }
      csv.append('\n');
    }
    return csv.toString();
  }
}
