package dev.espalier.samples.census;

import dev.espalier.training.data.CsvFormat;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The UCI Census-Income (KDD) table in three parts, with columns of several positions made of it.
 * It is not part of the project: download {@code census-income.test.gz} from the UCI repository
 * (Census-Income (KDD), 1994 and 1995).
 *
 * @param training about 70 % of the rows
 * @param validation about 15 %
 * @param test about 15 %
 */
public record CensusTable(Examples training, Examples validation, Examples test) {
  private static final String TABLE = "census-income.test.gz";
  private static final String SPLIT = "split.txt.gz";
  private static final String PART = "part";

  /**
   * The table in this folder; its parts as {@code split.txt.gz} says ({@code train}, {@code valid}
   * or {@code test} for each row), or at random with seed 0 where there is no such file.
   *
   * @throws dev.espalier.training.data.ExamplesException where the table is not there or malformed
   */
  public static CensusTable read(Path folder) throws IOException {
    CsvFormat format =
        CsvFormat.defaults()
            .names(CensusColumn.ALL.stream().map(CensusColumn::name).toList())
            .of(CensusTopologies.mmoeModel());
    Examples all = CensusPositions.with(Examples.csv(folder.resolve(TABLE), format));
    Path split = folder.resolve(SPLIT);
    if (!Files.exists(split)) {
      var rest = all.split(0.3, 0);
      var held = rest.heldOut().split(0.5, 0);
      return new CensusTable(rest.training(), held.training(), held.heldOut());
    }
    Examples parted = all.with(Text.of(PART, lines(split)));
    return new CensusTable(
        parted.where(PART, "train"), parted.where(PART, "valid"), parted.where(PART, "test"));
  }

  private static List<String> lines(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
