package dev.espalier.dsl.plan;

import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.hashed;
import static dev.espalier.dsl.Features.multivalent;
import static dev.espalier.dsl.Features.numeric;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Losses;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Tasks;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.InputSlots.Slots;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputSlotsTest {

  @Test
  void columnsAreInTheOrderOfTheInputs() {
    Feature age = numeric("age");
    Feature item = categorical("item", 9);
    Feature x = numeric("x", 3);
    Feature word = hashed("word", 5).oneHot();
    InputSlots slots = slots(age, item, x, word);
    assertThat(slots.numbers(age)).isEqualTo(new Slots(0, 1));
    assertThat(slots.numbers(x)).isEqualTo(new Slots(1, 3));
    assertThat(slots.numbers(x).end()).isEqualTo(slots.numberCount()).isEqualTo(4);
    assertThat(slots.ids(item)).isEqualTo(new Slots(0, 1));
    assertThat(slots.ids(word)).isEqualTo(new Slots(1, 1));
    assertThat(slots.idCount()).isEqualTo(2);
    assertThat(slots.numbers()).containsOnlyKeys("age", "x");
    assertThat(slots.ids()).containsOnlyKeys("item", "word");
  }

  @Test
  void weightsComeBehindTheNumbersThatEnter() {
    Feature tags = multivalent(hashed("tags", 5), 4).weights("w");
    Feature age = numeric("age");
    Feature item = categorical("item", 9);
    InputSlots slots = slots(tags, age, item);
    assertThat(slots.numbers(age)).isEqualTo(new Slots(0, 1));
    assertThat(slots.weights(tags)).isEqualTo(new Slots(1, 4));
    assertThat(slots.entering()).isEqualTo(1);
    assertThat(slots.numberCount()).isEqualTo(5);
    assertThat(slots.ids(tags)).isEqualTo(new Slots(0, 4));
    assertThat(slots.ids(item)).isEqualTo(new Slots(4, 1));
  }

  @Test
  void aFeatureWithoutColumnsHasNone() {
    Feature x = numeric("x");
    InputSlots slots = slots(x);
    assertThat(slots.ids(x).count()).isZero();
    assertThat(slots.idCount()).isZero();
  }

  private static InputSlots slots(Feature... inputs) {
    return InputSlots.of(new Topology("t", List.of(inputs), List.of(), List.of(Tasks.binary("y"))));
  }

  @Test
  void positionsFollowTheFeaturesInTrainingOnly() {
    Task click = Tasks.binary("click").positionBias("place", 5);
    Task dwell = Tasks.regression("dwell");
    Task visits = Tasks.count("visits").positionBias("place", 9);
    InputSlots slots =
        InputSlots.of(
            new Topology(
                "t",
                List.of(categorical("item", 9), numeric("x")),
                List.of(),
                List.of(click, dwell, visits)));
    assertThat(slots.idCount()).isEqualTo(1);
    assertThat(slots.trainingIdCount()).isEqualTo(3);
    assertThat(slots.position(click)).isEqualTo(new Slots(1, 1));
    assertThat(slots.position(visits)).isEqualTo(new Slots(2, 1));
    assertThat(slots.position(dwell).count()).isZero();
  }

  @Test
  void groupsAreLast() {
    Task click = Tasks.binary("click").positionBias("place", 5).loss(Losses.pairwise("query"));
    InputSlots slots =
        InputSlots.of(new Topology("t", List.of(numeric("x")), List.of(), List.of(click)));
    assertThat(slots.idCount()).isZero();
    assertThat(slots.position(click)).isEqualTo(new Slots(0, 1));
    assertThat(slots.group()).isEqualTo(new Slots(1, 1));
    assertThat(slots.trainingIdCount()).isEqualTo(2);
  }
}
