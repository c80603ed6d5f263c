package dev.espalier.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointManifestJsonTest {
  private static final String ZEROS = "0".repeat(64);
  private static final CheckpointManifest SMALL =
      new CheckpointManifest(
          CheckpointFacts.of(new TopologyFingerprint("t", ZEROS), 7, new DataPosition(1, 2), 3)
              .withScore(-0.5)
              .withText("history", "[]"),
          List.of(new CheckpointFile("weights.index", 4, ZEROS)));
  private static final String BODY =
      """
      {
          "schema": 1,
          "topology": {
              "name": "t",
              "sha256": "%1$s"
          },
          "step": 7,
          "epoch": 1,
          "batch": 2,
          "seed": 3,
          "score": -0.5,
          "files": [
              {
                  "name": "weights.index",
                  "bytes": 4,
                  "sha256": "%1$s"
              }
          ],
          "texts": {
              "history": "[]"
          }
      }"""
          .formatted(ZEROS);

  @Test
  void theFormatIsThis() {
    String text = CheckpointManifestJson.write(SMALL);
    assertThat(text)
        .isEqualTo("{\"sha256\":\"" + Sha256.of(utf8(BODY)) + "\",\"manifest\":" + BODY + "}\n");
    assertThat(CheckpointManifestJson.read(text)).isEqualTo(SMALL);
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Random random = new Random(11);
    for (int i = 0; i < 500; i++) {
      CheckpointManifest manifest = any(random);
      String text = CheckpointManifestJson.write(manifest);
      assertThat(CheckpointManifestJson.read(text)).isEqualTo(manifest);
    }
  }

  @Test
  void everyChangedCharacterIsSeen() {
    String text = CheckpointManifestJson.write(SMALL);
    for (int at = 0; at < text.length(); at++) {
      String changed =
          text.substring(0, at) + (char) (text.charAt(at) ^ 1) + text.substring(at + 1);
      String cut = text.substring(0, at);
      assertThatIllegalArgumentException().isThrownBy(() -> CheckpointManifestJson.read(changed));
      assertThatIllegalArgumentException().isThrownBy(() -> CheckpointManifestJson.read(cut));
    }
  }

  /** A seal says that nobody changed a text, not that it was right. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"step\": 7`,`\"step\": \"7\"`",
        "`\"step\": 7`,`\"step\": 07`",
        "`\"step\": 7`,`\"step\": 7.0`",
        "`\"step\": 7`,`\"step\": -7`",
        "`\"step\": 7`,`\"step\": 7, \"step\": 7`",
        "`\"step\": 7,`,``",
        "`\"step\": 7`,`\"steps\": 7, \"step\": 7`",
        "`\"schema\": 1`,`\"schema\": 0`",
        "`\"schema\": 1`,`\"schema\": null`",
        "`\"score\": -0.5`,`\"score\": NaN`",
        "`\"score\": -0.5`,`\"score\": -0.50`",
        "`weights.index`,`../weights.index`",
        "`weights.index`,`..`",
        "`weights.index`,`a\\nb/c`",
        "`weights.index`,`manifest.json`",
        "`\"bytes\": 4`,`\"bytes\": -4`",
        "`\"t\"`,`t`",
      })
  void aSealedTextThatIsNoManifestIsRefused(String from, String to) {
    assertThat(BODY).contains(from);
    String sealed = ManifestSeal.INSTANCE.close(BODY.replace(from, to));
    assertThatIllegalArgumentException().isThrownBy(() -> CheckpointManifestJson.read(sealed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "7", "{}", "{\"schema\":1}"})
  void aSealedTextThatIsNoObjectOfOursIsRefused(String body) {
    String sealed = ManifestSeal.INSTANCE.close(body);
    assertThatIllegalArgumentException().isThrownBy(() -> CheckpointManifestJson.read(sealed));
  }

  @Test
  void nestingDoesNotEndTheProcess() {
    String deep = "{\"schema\":2,\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CheckpointManifestJson.read(ManifestSeal.INSTANCE.close(deep)))
        .isInstanceOf(NewerSchema.class);
  }

  private static CheckpointManifest any(Random random) {
    CheckpointFacts facts =
        CheckpointFacts.of(
            TopologyFingerprint.of(text(random), text(random)),
            (long) (random.nextDouble() * CheckpointFacts.LAST_STEP),
            new DataPosition(random.nextLong() >>> 1, random.nextLong() >>> 1),
            random.nextLong());
    if (random.nextBoolean()) {
      double score = Double.longBitsToDouble(random.nextLong());
      facts = Double.isFinite(score) ? facts.withScore(score) : facts.withScore(-0.0);
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      facts = facts.withText(text(random), text(random));
    }
    List<CheckpointFile> files = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      files.add(new CheckpointFile("f" + i, random.nextLong() >>> 1, Sha256.of(utf8("" + i))));
    }
    return new CheckpointManifest(facts, files);
  }

  /** Any characters but halves of surrogate pairs. */
  private static String text(Random random) {
    return random
        .ints(random.nextInt(20), 0, Character.MAX_CODE_POINT)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .map(c -> random.nextBoolean() ? c & 0x7f : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
