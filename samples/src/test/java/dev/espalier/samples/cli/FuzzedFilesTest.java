package dev.espalier.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of each kind, made from good ones by changes at random places: every one is read, or
 * refused on one line that names it, and nothing is left behind. {@code -Dfuzz.files=500} takes
 * more of them.
 */
class FuzzedFilesTest {
  private static final int FILES = Integer.getInteger("fuzz.files", 100);
  private static final int TRAINED_ON = 4;
  private static final byte[] SPICE =
      "\",\n\r\0 ;e.-90{}[]:\u00FF\u00C3".getBytes(StandardCharsets.ISO_8859_1);

  /** What TensorFlow says of itself in each process that makes a session. */
  private static final Pattern TENSORFLOW =
      Pattern.compile("^(WARNING: All log messages before absl|[IW]0000 )");

  @TempDir Path folder;
  private final Random random = new Random(21);
  private Path topology;
  private Path table;

  @BeforeEach
  void write() throws IOException {
    Shop shop = Shop.in(folder);
    topology = shop.topology();
    table = folder.resolve("some.csv");
    Files.write(table, Files.readAllLines(shop.training()).subList(0, 61));
  }

  /** A file that was changed. */
  private interface Changed {
    void write(Path to) throws IOException;
  }

  @Test
  void csv() throws IOException {
    byte[] bytes = Files.readAllBytes(table);
    // Most changes of a digit are another number.
    data("fuzzed.csv", table, to -> Files.write(to, spiced(bytes)), .4);
  }

  @Test
  void tfRecord() throws IOException {
    Path copy = RecordCopy.of(table);
    byte[] bytes = Files.readAllBytes(copy);
    List<byte[]> records = RecordCopy.records(table);
    data(
        "fuzzed.tfrecord",
        copy,
        to -> {
          if (random.nextBoolean()) {
            Files.write(to, flipped(bytes, 0));
            return;
          }
          List<byte[]> changed = new ArrayList<>(records);
          int at = random.nextInt(changed.size());
          changed.set(at, spiced(changed.get(at)));
          RecordCopy.write(to, changed);
        },
        .6);
  }

  @Test
  void parquet() throws IOException {
    Path copy = ParquetCopy.of(table);
    byte[] bytes = Files.readAllBytes(copy);
    // Half of the changes are in the last part, which says where everything is.
    data(
        "fuzzed.parquet",
        copy,
        to -> Files.write(to, flipped(bytes, random.nextBoolean() ? 0 : bytes.length * 2 / 3)),
        .6);
  }

  @Test
  void json() throws IOException {
    byte[] bytes = Files.readAllBytes(topology);
    Path file = folder.resolve("fuzzed.json");
    int refused = 0;
    int equal = 0;
    String whole = Espalier.run("describe", "--topology", topology, "--json").out();
    for (int i = 0; i < FILES; i++) {
      Files.write(file, spiced(bytes));
      Espalier told = Espalier.run("describe", "--topology", file, "--json");
      refused += isRefused(told, "") ? 1 : 0;
      equal += told.out().equals(whole) ? 1 : 0;
    }
    assertThat(refused).isBetween(FILES / 2, FILES - 1);
    assertThat(equal).isPositive();
    oneLineOfTheProcess("fuzzed.json", () -> Files.write(file, spiced(bytes)));
  }

  private void data(String name, Path whole, Changed changed, double least) throws IOException {
    String expected = describe(whole).succeeds().out();
    Path file = folder.resolve(name);
    int refused = 0;
    int equal = 0;
    int trained = 0;
    Files.createDirectory(folder.resolve("runs"));
    List<String> before = names();
    for (int i = 0; i < FILES; i++) {
      changed.write(file);
      Espalier told = describe(file);
      if (isRefused(told, name)) {
        refused++;
        if (trained++ < TRAINED_ON) {
          nothingIsWritten(file);
        }
      } else if (told.out().equals(expected)) {
        equal++;
      }
    }
    assertThat(refused).isBetween((int) (least * FILES), FILES - 1);
    assertThat(equal).isLessThan(FILES - refused + 1);
    Files.delete(file);
    assertThat(names()).isEqualTo(before);
    oneLineOfTheProcess(name, () -> changed.write(file));
  }

  private Espalier describe(Path data) {
    return Espalier.run("describe", "--topology", topology, "--data", data, "--json");
  }

  /** Whether a file was refused, after a check that it was told on one line or was read. */
  private static boolean isRefused(Espalier told, String name) {
    if (told.exitCode() == 0) {
      return false;
    }
    told.isRefused(name);
    assertThat(told.out()).isEmpty();
    return true;
  }

  private void nothingIsWritten(Path file) {
    Path run = folder.resolve("runs").resolve("run");
    Espalier told =
        Espalier.run(
            "train",
            "--topology",
            topology,
            "--train",
            file,
            "--valid",
            table,
            "--out",
            run,
            "--steps",
            1);
    told.isRefused(String.valueOf(file.getFileName()));
    if (Files.exists(run)) {
      // The file that a run holds its folder by.
      assertThat(run).isDirectoryNotContaining(left -> !left.endsWith(".lock"));
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  /** What can be changed anew until it is refused. */
  private interface Attempt {
    void run() throws IOException;
  }

  /** All that a process of its own says of one of these files, also by other ways than errors. */
  private void oneLineOfTheProcess(String name, Attempt attempt) throws IOException {
    Path file = folder.resolve(name);
    boolean json = name.endsWith(".json");
    List<Object> arguments = new ArrayList<>(List.of("describe", "--topology"));
    arguments.addAll(json ? List.of(file) : List.of(topology, "--data", file));
    do {
      attempt.run();
    } while (Espalier.run(arguments.toArray()).exitCode() == 0);
    try (ChildProcess process = ChildProcess.espalier(arguments.toArray())) {
      assertThat(process.rest()).isEmpty();
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.err().lines().filter(line -> !TENSORFLOW.matcher(line).find()))
          .singleElement()
          .asString()
          .startsWith("espalier: ");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Up to three characters set to others, parts doubled, or the end cut off. */
  private byte[] spiced(byte[] good) {
    byte[] bytes = good.clone();
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(8)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes = Arrays.copyOf(bytes, at + 1);
        case 2 -> System.arraycopy(good, 0, bytes, at, Math.min(good.length, bytes.length - at));
        default -> bytes[at] = SPICE[random.nextInt(SPICE.length)];
      }
    }
    return bytes;
  }

  /** Up to three bits turned from a place on, at times of a file that is cut off. */
  private byte[] flipped(byte[] good, int from) {
    byte[] bytes = good.clone();
    for (int n = random.nextInt(3); n >= 0; n--) {
      bytes[from + random.nextInt(bytes.length - from)] ^= (byte) (1 << random.nextInt(8));
    }
    return random.nextInt(5) > 0 ? bytes : Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
  }
}
