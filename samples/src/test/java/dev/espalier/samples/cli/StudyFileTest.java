package dev.espalier.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a study file may say, and what is refused before any trial runs. */
class StudyFileTest {
  private static final String STUDY =
      """
      {
        "schema": 1,
        "name": "shop",
        "topology": "shop.json",
        "options": {"train": "train.csv", "epochs": 2, "batch": 64},
        "dimensions": [
          {"name": "experts", "at": "/shared/0/experts/count", "choice": [2, 3]},
          {"name": "block", "at": "/shared/2", "choice": [{"mmoe": {}}, {"omoe": {}}],
           "labels": ["mmoe", "omoe"]},
          {"name": "rate", "option": "learning-rate", "choice": [0.001, 0.01]}
        ],
        "search": {"grid": {}}
      }
      """;

  @TempDir Path folder;

  @BeforeEach
  void makeFiles() throws IOException {
    Shop.in(folder);
  }

  private Espalier plan(String study, Object... more) throws IOException {
    Path file = Files.writeString(folder.resolve("study.json"), study.replace('\'', '"'));
    return Espalier.run(
        Stream.concat(
                Stream.of("study", file, "--out", folder.resolve("out"), "--dry-run"),
                Stream.of(more))
            .toArray());
  }

  @Test
  void aDryRunListsWhatWouldBeTried() throws IOException {
    Espalier planned = plan(STUDY).succeeds();
    assertThat(planned.out().lines().map(String::strip).map(line -> line.replaceAll(" +", " ")))
        .hasSize(10)
        .startsWith("trial experts block rate parameters")
        .anyMatch(line -> line.startsWith("4 2 omoe 0.01 "))
        .anyMatch(line -> line.startsWith("8 3 omoe 0.01 "));
    assertThat(planned.err()).contains("8 trials, ", "at once");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(plan(STUDY, "--json").succeeds().json().get("trials")).asString().contains("omoe");
  }

  @Test
  void anOptionMayBeAFlagAListOrLeftOut() throws IOException {
    String study =
        STUDY
            .replace(
                "'batch': 64".replace('\'', '"'),
                "\"batch\": 64, \"metrics\": [\"f1\", \"pr_auc\"]")
            .replace(
                "\"option\": \"learning-rate\", \"choice\": [0.001, 0.01]",
                "\"option\": \"clip\", \"choice\": [null, 1]")
            .replace("\"search\"", "\"objectives\": [\"click/f1\", \"buy\"], \"search\"");
    assertThat(plan(study, "--json").succeeds().json().get("objectives"))
        .hasToString("[\"click/f1\",\"buy/auc\"]");
    plan(STUDY.replace(
            "\"option\": \"learning-rate\", \"choice\": [0.001, 0.01]",
            "\"option\": \"no-trim\", \"choice\": [true, false]"))
        .succeeds();
  }

  @Test
  void aRandomSearchTakesAsManyTrialsAsOneWants() throws IOException {
    String random =
        STUDY
            .replace("\"choice\": [0.001, 0.01]", "\"logUniform\": {\"from\": 0.001, \"to\": 0.1}")
            .replace("{\"grid\": {}}", "{\"random\": {\"trials\": 4, \"seed\": 3}}");
    String four = plan(random).succeeds().out();
    String nine = plan(random, "--trials", 9).succeeds().out();
    assertThat(four.lines()).hasSize(6);
    assertThat(nine.lines()).hasSize(11);
    assertThat(nine.lines().toList()).containsAll(four.lines().skip(2).toList());
  }

  @Test
  void theTopologyMayStandInTheFile() throws IOException {
    String topology = Files.readString(folder.resolve("shop.json"));
    Files.delete(folder.resolve("shop.json"));
    plan(STUDY.replace("\"shop.json\"", topology)).succeeds();
  }

  @Test
  void theSampleNeedsNothingButItsTable() throws IOException {
    Path topologies = Files.createDirectory(folder.resolve("topologies"));
    Path studies = Files.createDirectory(folder.resolve("studies"));
    Files.copy(Path.of("topologies", "mmoe.json"), topologies.resolve("mmoe.json"));
    Files.copy(Path.of("studies", "census.json"), studies.resolve("census.json"));
    Object[] dry = {"study", studies.resolve("census.json"), "--out", folder, "--dry-run"};
    Espalier.run(dry).isRefused("census-income.test.gz: there is no such file");
    Files.createFile(studies.resolve("census-income.test.gz"));
    assertThat(Espalier.run(dry).succeeds().out().lines()).hasSize(18);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("\"schema\": 1", "\"schema\": 2", "$.schema: received 2"),
        wrong("\"name\": \"shop\",", "", "$.name: received nothing"),
        wrong("\"search\"", "\"serach\"", "$.serach: received an unknown key"),
        wrong("shop.json", "absent.json", "absent.json: there is no such file"),
        wrong("\"shop.json\"", "7", "$.topology"),
        wrong("\"train\": \"train.csv\", ", "", "--train"),
        wrong("train.csv", "absent.csv", "absent.csv: there is no such file"),
        wrong("\"epochs\": 2", "\"epochs\": \"many\"", "'many' is not an int"),
        wrong("\"epochs\"", "\"epoch\"", "$.options.epoch: received \"epoch\""),
        wrong("\"epochs\": 2", "\"best\": \"mean\"", "$.options.best"),
        wrong("\"epochs\": 2", "\"learning-rate\": 2", "an option that nothing else sets"),
        wrong("\"epochs\": 2", "\"stream\": 2", "stream: received 2, allowed is true or false"),
        wrong("\"epochs\": 2", "\"clip\": {}", "clip: received {}"),
        wrong("experts/count", "experts/number", "number: received an unknown key"),
        wrong("/shared/0/experts", "/shared/9/experts", "/shared has 0 to 2"),
        wrong("/shared/0/experts", "shared", "a place such as"),
        wrong("[2, 3]", "[2, 2]", "values unlike each other"),
        wrong("[2, 3]", "[2, 0]", "trials 5, 6, 7 and 1 more: topology.shared[0]"),
        wrong("[2, 3]", "[2, \"x\"]", "\"x\", allowed is a whole number"),
        wrong("[2, 3]", "[]", "(experts).choice"),
        wrong("\"option\": \"learning-rate\", ", "", "neither at nor option"),
        wrong("\"learning-rate\"", "\"gradients\"", "0.001"),
        wrong("[0.001, 0.01]", "[0.001, -1]", "trials 2, 4, 6 and 1 more: "),
        wrong(
            "\"choice\": [0.001, 0.01]",
            "\"uniform\": {\"from\": 1, \"to\": 2}",
            "dimension \"rate\""),
        wrong("\"choice\": [0.001, 0.01]", "\"logUniform\": {\"from\": 0, \"to\": 2}", "positive"),
        wrong("\"choice\": [0.001, 0.01]", "\"integers\": {\"from\": 5, \"to\": 2}", "5 to 2 by 1"),
        wrong("[\"mmoe\", \"omoe\"]", "[\"mmoe\"]", "one for each value"),
        wrong("\"name\": \"rate\"", "\"name\": \"block\"", "$.dimensions[2].name"),
        wrong("\"name\": \"rate\"", "\"name\": \"score\"", "a name that no other column has"),
        wrong("{\"grid\": {}}", "{}", "$.search"),
        wrong("{\"grid\": {}}", "{\"random\": {\"trials\": 9}}", "at most 8"),
        wrong("{\"grid\": {}}", "{\"random\": {\"trials\": 0}}", "$.search.random.trials"),
        wrong("\"search\"", "\"score\": \"worst\", \"search\"", "$.score"),
        wrong("\"search\"", "\"score\": \"clack\", \"search\"", "there is no task \"clack\""),
        wrong("\"search\"", "\"score\": \"click/rmse\", \"search\"", "click/rmse"),
        wrong(
            "\"search\"",
            "\"objectives\": [\"clack\"], \"search\"",
            "objectives: received \"clack\""),
        wrong(
            "\"search\"", "\"objectives\": [\"click/f1\"], \"search\"", "auc, log_loss, accuracy"),
        wrong("\"search\"", "\"pruning\": {}, \"search\"", "median or halving"),
        wrong("\"search\"", "\"pruning\": {\"median\": {\"atLeast\": 0}}, \"search\"", "$.pruning"),
        wrong("\"search\"", "\"name\": \"twice\", \"search\"", "a repeated key"));
  }

  private static Arguments wrong(String from, String to, String reason) {
    return Arguments.arguments(from, to, reason);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void isRefusedOnOneLine(String from, String to, String reason) throws IOException {
    assertThat(STUDY).contains(from);
    plan(STUDY.replace(from, to)).isRefused(reason);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void refusesOtherArguments() throws IOException {
    plan(STUDY, "--trials", 3).isRefused("--trials");
    plan(STUDY, "--processes", 0).isRefused("--processes");
    plan(STUDY, "--memory", "much").isRefused("512m or 2g");
    Espalier.run("study", folder.resolve("none.json"), "--out", folder.resolve("out"))
        .isRefused("none.json: there is no such file");
    Espalier.run("study", folder.resolve("study.json"), "--out", folder.resolve("train.csv"))
        .isRefused("this is no folder");
  }
}
