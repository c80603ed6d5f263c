package dev.espalier.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A test on generated topologies says nothing of what is never generated. */
class GeneratedTopologiesTest {
  private static final List<Topology> SAMPLE = GeneratedTopologies.first(400).toList();

  @Test
  void areTheSameForTheSameSeed() {
    assertThat(GeneratedTopologies.of(7)).isEqualTo(GeneratedTopologies.of(7));
    assertThat(SAMPLE.stream().map(t -> t.shared() + "" + t.tasks()).distinct().count())
        .isGreaterThan(390);
  }

  @Test
  void useEveryKindOfThing() {
    assertUses(
        Block.class,
        topology ->
            Stream.concat(
                    topology.shared().stream(), topology.blocks().stream().map(PlacedBlock::block))
                .distinct());
    assertUses(
        Feature.class,
        topology -> topology.inputs().stream().filter(f -> !(f instanceof Positioned)));
    assertUses(Positioned.class, topology -> positioned(topology));
    assertUses(Pooling.class, topology -> positioned(topology).map(Positioned::pooling));
    assertUses(
        Sequence.Valid.class,
        topology ->
            positioned(topology)
                .filter(Sequence.class::isInstance)
                .map(feature -> ((Sequence) feature).valid()));
    assertUses(Target.class, topology -> topology.tasks().stream().map(Task::target));
    assertUses(Numeric.Scaling.class, topology -> numbers(topology).map(Numeric::scaling));
    assertUses(
        Numeric.Transform.class,
        topology -> numbers(topology).flatMap(n -> n.transforms().stream()));
    assertUses(Categorical.Coding.class, topology -> categories(topology).map(Categorical::coding));
    assertUses(
        Categorical.Encoding.class, topology -> categories(topology).map(Categorical::encoding));
  }

  private static Stream<Numeric> numbers(Topology topology) {
    return topology.inputs().stream().filter(Numeric.class::isInstance).map(Numeric.class::cast);
  }

  private static Stream<Positioned> positioned(Topology topology) {
    return topology.inputs().stream()
        .filter(Positioned.class::isInstance)
        .map(Positioned.class::cast);
  }

  private static Stream<Categorical> categories(Topology topology) {
    return topology.inputs().stream()
        .filter(Categorical.class::isInstance)
        .map(Categorical.class::cast);
  }

  private static void assertUses(Class<?> sealed, Function<Topology, Stream<?>> parts) {
    assertThat(SAMPLE.stream().flatMap(parts).map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            Stream.of(sealed.getPermittedSubclasses())
                .filter(Class::isRecord) // the others are for a user's own
                .toArray(Class<?>[]::new));
  }
}
