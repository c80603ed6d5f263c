package dev.espalier.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {

  static Stream<String> commands() {
    return EspalierCommand.commandLine().getSubcommands().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItself(String command) {
    Espalier help = Espalier.run(command, "--help").succeeds();
    assertThat(help.out()).contains("Usage: espalier " + command, "--json", "--verbose");
    assertThat(help.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theRootNamesEveryCommand(String command) {
    assertThat(Espalier.run("--help").succeeds().out()).containsPattern("(?m)^ +" + command + " ");
  }

  @Test
  void withoutACommandItSaysWhatThereIs() {
    assertThat(Espalier.run().succeeds().out()).isEqualTo(Espalier.run("--help").out());
  }

  @Test
  void knowsItsVersion() {
    assertThat(Espalier.run("--version").succeeds().out())
        .matches("espalier \\d+\\.\\d+\\.\\d+\\s");
  }

  @Test
  void everyOptionIsDescribed() {
    assertThat(EspalierCommand.commandLine().getSubcommands().values())
        .flatExtracting(command -> command.getCommandSpec().options())
        .allSatisfy(option -> assertThat(option.description()).isNotEmpty());
  }
}
