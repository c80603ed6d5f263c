package dev.espalier.dsl.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.dsl.BlockDeclaration;
import dev.espalier.dsl.Blocks;
import dev.espalier.dsl.Declared;
import dev.espalier.dsl.Features;
import dev.espalier.dsl.Stream;
import dev.espalier.dsl.Tasks;
import dev.espalier.dsl.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomRecordsTest {

  private static Topology with(BlockDeclaration block) {
    return Topology.builder("t")
        .inputs(Features.numeric("x", 3))
        .shared(block, Blocks.mmoe())
        .task(Tasks.regression("y"))
        .build();
  }

  @Test
  void usualSettingsAreLeftOut() {
    String json = TopologyJson.write(with(new Declared()));
    assertThat(json).contains("{\"custom\": {\"type\": \"dev.espalier.dsl.Declared\"}}");
    assertThat(TopologyJson.read(json)).isEqualTo(with(new Declared()));
  }

  @Test
  void everyKindOfSettingIsReadBack() {
    List<Declared> blocks =
        List.of(
            new Declared(3, 5, 1e-7f, Declared.Kind.SHARED, "\"quoted\" \n", true, List.of(1, 2)),
            new Declared(2, 1, Float.MAX_VALUE, Declared.Kind.SHARED, "…", false, List.of(7)));
    for (Declared block : blocks) {
      String json = TopologyJson.write(with(block));
      assertThat(TopologyJson.read(json)).isEqualTo(with(block));
      assertThat(TopologyJson.write(TopologyJson.read(json))).isEqualTo(json);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\": \"java.lang.String\"} | .type | \"java.lang.String\"",
        "{\"settings\": {}} | .type | nothing",
        "{\"type\": \"dev.espalier.dsl.Declared\", \"settings\": []} | .settings | an array",
        "{\"type\": \"dev.espalier.dsl.Declared\", \"settings\": {\"size\": 1}} | .settings.size"
            + " | an unknown key",
        "{\"type\": \"dev.espalier.dsl.Declared\", \"settings\": {\"count\": \"1\"}}"
            + " | .settings.count | \"1\"",
        "{\"type\": \"dev.espalier.dsl.Declared\", \"settings\": {\"count\": 1.5}}"
            + " | .settings.count | 1.5",
        "{\"type\": \"dev.espalier.dsl.Declared\", \"settings\": {\"scale\": 1e99}}"
            + " | .settings.scale | 1e99",
        "{\"type\": \"dev.espalier.dsl.Declared\", \"settings\": {\"wide\": 1}}"
            + " | .settings.wide | 1",
        "{\"type\": \"dev.espalier.dsl.Declared\", \"settings\": {\"kind\": \"shared\"}}"
            + " | .settings.kind | \"shared\"",
        "{\"type\": \"dev.espalier.dsl.Declared\", \"settings\": {\"sizes\": [1, null]}}"
            + " | .settings.sizes | [1,null]",
        "{\"type\": \"dev.espalier.dsl.Declared\", \"settings\": {\"note\": \" \"}}"
            + " | .settings | The note is blank",
      })
  void refusesWhatTheRecordDoesNotTake(String block, String path, String received) {
    String json =
        TopologyJson.write(with(new Declared()))
            .replace("{\"type\": \"dev.espalier.dsl.Declared\"}", block);
    assertThatThrownBy(() -> TopologyJson.read(json))
        .isInstanceOf(TopologyJsonException.class)
        .hasMessageStartingWith("$.shared[0].custom" + path + ": received " + received + ", ");
  }

  @Test
  void onlyWhatIsRegisteredIsWritten() {
    record Unregistered() implements BlockDeclaration {
      @Override
      public List<Stream> after(List<Stream> in, List<String> tasks) {
        return in;
      }
    }
    assertThatThrownBy(() -> TopologyJson.write(with(new Unregistered())))
        .isInstanceOf(TopologyJsonException.class)
        .hasMessageContaining("Unregistered: received a record that is not registered")
        .hasMessageContaining("META-INF/services/dev.espalier.dsl.BlockDeclaration");
  }
}
