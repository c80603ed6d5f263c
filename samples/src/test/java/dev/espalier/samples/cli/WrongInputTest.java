package dev.espalier.samples.cli;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One line, no stack trace, exit code 2; {@code SHOP} stands for the folder of good files. */
class WrongInputTest {
  @TempDir static Path folder;

  @BeforeAll
  static void makeFiles() throws IOException {
    Shop shop = Shop.in(folder);
    List<String> lines = Files.readAllLines(shop.training());
    Files.writeString(folder.resolve("broken.json"), "{\"schema\": 1, \"name\": ");
    Files.writeString(folder.resolve("unknown.json"), "{\"schema\": 1, \"name\": \"x\", \"a\": 1}");
    Files.writeString(
        folder.resolve("invalid.json"),
        "{\"schema\": 1, \"name\": \"x\", \"inputs\": [], \"tasks\": []}");
    Files.write(folder.resolve("binary.json"), new byte[] {(byte) 0xc3, 0x28});
    Files.write(folder.resolve("huge.json"), new byte[2 << 20]);
    Files.write(folder.resolve("unlabelled.csv"), lines.stream().map(WrongInputTest::cut).toList());
    write("short.csv", lines, "31.0,0.5,Paris");
    write("text.csv", lines, "old,0.5,Paris,3,1,yes,0,1.0,1");
    write("label.csv", lines, "31.0,0.5,Paris,3,7,yes,0,1.0,1");
    write("quote.csv", lines, "31.0,0.5,\"Par\"is,3,1,yes,0,1.0,1");
    Files.writeString(folder.resolve("empty.csv"), "");
    Files.writeString(folder.resolve("Bad.java"), "class Bad { int x = \"\"; }");
    Files.writeString(folder.resolve("Idle.java"), "class Idle {}");
    Files.writeString(folder.resolve("Nothing.java"), "");
    Files.writeString(folder.resolve("script.py"), "");
    Files.createDirectory(folder.resolve("nothing"));
  }

  private static void write(String name, List<String> lines, String last) throws IOException {
    List<String> more = new ArrayList<>(lines.subList(0, 20));
    more.add(last);
    Files.write(folder.resolve(name), more);
  }

  private static String cut(String line) {
    return line.replaceFirst(",[^,]*$", "").replaceFirst(",[^,]*$", "");
  }

  static Stream<Arguments> commandLines() {
    String describe = "describe --topology SHOP/";
    String train = "train --topology SHOP/shop.json --train SHOP/train.csv --out SHOP/run ";
    String on = "train --topology SHOP/shop.json --out SHOP/run --train SHOP/";
    return Stream.of(
        arguments("nonsense", "nonsense"),
        arguments("describe", "--topology"),
        arguments(describe + "missing.json", "missing.json: there is no such file"),
        arguments("describe --topology SHOP", "this is no file"),
        arguments(describe + "broken.json", "broken.json"),
        arguments(describe + "unknown.json", "unknown"),
        arguments(describe + "invalid.json", "problems"),
        arguments(describe + "binary.json", "UTF-8"),
        arguments(describe + "huge.json", "2,097,152 bytes"),
        arguments(describe + "shop.json --format pdf", "MERMAID"),
        arguments(describe + "shop.json --colour", "--colour"),
        arguments("train --topology SHOP/shop.json --out SHOP/run", "--train"),
        arguments(on + "missing.csv", "missing.csv: there is no such file"),
        arguments(on + "unlabelled.csv", "dwell"),
        arguments(on + "short.csv", "short.csv line 21"),
        arguments(on + "text.csv", "text.csv line 21, column \"age\""),
        arguments(on + "label.csv", "label.csv line 21"),
        arguments(on + "quote.csv", "quote.csv"),
        arguments(on + "empty.csv", "empty.csv"),
        arguments(train + "--valid SHOP/missing.csv", "missing.csv"),
        arguments(train + "--device gpu:99", "received gpu:99"),
        arguments(train + "--valid SHOP/text.csv", "text.csv line 21"),
        arguments(train + "--valid-share 1.5", "1.5"),
        arguments(train + "--epochs many", "many"),
        arguments(train + "--epochs 0", "epochs"),
        arguments(train + "--steps -1", "steps"),
        arguments(train + "--epochs 1 --steps 1", "--epochs"),
        arguments(train + "--batch 0", "batch"),
        arguments(train + "--batch 10,20", "received 2 numbers for 1 file"),
        arguments(train + "--batch 10 --micro-batches 3", "3 parts of a batch of 10"),
        arguments(train + "--micro-batches 0", "microBatches"),
        arguments(train + "--learning-rate -1", "-1.0"),
        arguments(train + "--clip 0", "norm"),
        arguments(train + "--gradients magic", "magic"),
        arguments(train + "--optimizer magic", "magic"),
        arguments(train + "--block-rates shared7=0.1", "\"shared7\""),
        arguments(train + "--optimizer ftrl --block-rates tasks=2", "perBlock.update"),
        arguments(train + "--weighting magic", "magic"),
        arguments(train + "--epoch-decay click=0", "epochDecay.factors[\"click\"]"),
        arguments(train + "--epoch-decay nobody=0.9", "\"nobody\""),
        arguments(train + "--epoch-decay click=0.9 --weighting dwa", "take one of them"),
        arguments(train + "--early-stopping often", "often"),
        arguments(train + "--early-stopping click:0", "click:0"),
        arguments(train + "--early-stopping clack:3", "click, buy, rating, dwell"),
        arguments(train + "--best clack", "--best: there is no task \"clack\""),
        arguments(train + "--best click*", "TASK/METRIC*WEIGHT"),
        arguments(train + "--checkpoint-every -1", "--checkpoint-every"),
        arguments(train + "--device tpu", "tpu"),
        arguments(train + "--pretrained item=SHOP/missing.csv", "missing.csv: there is no such"),
        arguments(train + "--pretrained item=SHOP/train.csv", "pretrained \"item\""),
        arguments(train + "--pretrained item", "item"),
        arguments(describe + "shop.json --data SHOP/missing.csv", "missing.csv: there is no such"),
        arguments(train + "--delimiter ab", "ab"),
        arguments(train + "--delimiter ;", "columns"),
        arguments(train.replace("SHOP/run", "SHOP/train.csv"), "this is no folder"),
        arguments("evaluate SHOP/absent --data SHOP/train.csv", "there is no such folder"),
        arguments("evaluate SHOP/nothing --data SHOP/train.csv", "checkpoint"),
        arguments("evaluate SHOP/nothing --data SHOP/missing.csv", "missing.csv"),
        arguments("export SHOP/nothing --to SHOP/models/shop --version 1", "checkpoint"),
        arguments("export SHOP/nothing --to SHOP/models/shop --version 0", "--version"),
        arguments("export SHOP/nothing --to SHOP/models/shop --version x", "'x'"),
        arguments("predict SHOP/absent --data SHOP/new.csv", "there is no such folder"),
        arguments("predict SHOP/nothing --data SHOP/new.csv", "saved_model.pb"),
        arguments("inspect SHOP/nothing", "saved_model.pb"),
        arguments("inspect SHOP/shop.json", "this is no folder"),
        arguments("run", "SCRIPT"),
        arguments("run SHOP/missing.main.kts", "there is no such file"),
        arguments("run SHOP/script.py", ".main.kts"),
        arguments("run SHOP/Bad.java", "Bad.java: does not compile"),
        arguments("run SHOP/Idle.java", "no main"),
        arguments("run SHOP/Nothing.java", "has no class"));
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void isRefusedOnOneLine(String commandLine, String reason) {
    Object[] arguments = commandLine.replace("SHOP", folder.toString()).split(" ");
    Espalier refused = Espalier.run(arguments);
    refused.isRefused(reason);
  }
}
