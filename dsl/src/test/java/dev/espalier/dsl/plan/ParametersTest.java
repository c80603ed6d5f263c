package dev.espalier.dsl.plan;

import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.dselectK;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.omoe;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Blocks.snrToTasks;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.GeneratedTopologies;
import dev.espalier.dsl.HardConcrete;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Topology;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who owns each parameter, what it is called, and what it starts with. */
class ParametersTest {
  private static final Owner EVERYONE = new Owner.Shared(List.of("a", "b"));

  private static final Owner A = new Owner.OfTask("a");
  private static final Owner B = new Owner.OfTask("b");

  private static final Map<String, Parameter> PARAMETERS =
      Plan.of(
              Topology.builder("t")
                  .inputs(numeric("x", 6), categorical("c", 9, 4))
                  .shared(
                      experts(2, Layers.of(8).activation(Activation.TANH).l2(0.5f)),
                      omoe(),
                      experts(3, 8),
                      snr(2, Layers.of(8).l2(0.25f))
                          .codes(HardConcrete.defaults().initialLogAlpha(1.5f)),
                      mmoe(),
                      dense(7))
                  .task(binary("a").tower(Layers.of(5).l2(2f)))
                  .task(regression("b"))
                  .build())
          .parameters()
          .stream()
          .collect(Collectors.toMap(Parameter::name, Function.identity()));

  @Test
  void areOwnedByTheTasksWhoseLossesReachThem() {
    assertThat(owner("inputs/c/table")).isEqualTo(EVERYONE);
    assertThat(owner("shared0/experts/1/layer0/kernel")).isEqualTo(EVERYONE);
    assertThat(owner("shared1/omoe/gate/kernel")).isEqualTo(EVERYONE);
    assertThat(owner("shared3/snr/logAlpha")).isEqualTo(EVERYONE);
    assertThat(owner("shared3/snr/1/trans2/kernel")).isEqualTo(EVERYONE);
    assertThat(owner("shared4/mmoe/a/gate/kernel")).isEqualTo(new Owner.OfTask("a"));
    assertThat(owner("shared5/dense/b/layer0/bias")).isEqualTo(new Owner.OfTask("b"));
    assertThat(owner("tasks/a/layer0/kernel")).isEqualTo(new Owner.OfTask("a"));
    assertThat(owner("tasks/b/head/bias")).isEqualTo(new Owner.OfTask("b"));
    assertThat(parameter("tasks/b/head/bias").isShared()).isFalse();
    assertThat(parameter("inputs/c/table").isShared()).isTrue();
  }

  @Test
  void ofConnectionsIntoATowerAreThatTasks() {
    Plan plan =
        Plan.of(
            Topology.builder("t")
                .inputs(numeric("x"))
                .shared(snr(3, 4), snrToTasks())
                .task(binary("a"))
                .task(binary("b"))
                .build());
    Map<String, Owner> owners =
        plan.parameters().stream().collect(Collectors.toMap(Parameter::name, Parameter::owner));

    assertThat(owners).containsEntry("shared0/snr/2/trans0/kernel", EVERYONE);
    assertThat(owners).containsEntry("shared0/snr/logAlpha", EVERYONE);
    for (String task : List.of("a", "b")) {
      String place = "shared1/snrToTasks/" + task;
      assertThat(owners)
          .containsEntry(place + "/logAlpha", new Owner.OfTask(task))
          .containsEntry(place + "/trans0/kernel", new Owner.OfTask(task))
          .containsEntry(place + "/trans2/kernel", new Owner.OfTask(task));
    }
  }

  @Test
  void ofSelectorsAreEachTasksAndStartAtTheMiddleOfTheStep() {
    Plan plan =
        Plan.of(
            Topology.builder("t")
                .inputs(numeric("x"))
                .shared(experts(3, 4), dselectK(2).gamma(0.5f))
                .task(binary("a"))
                .task(binary("b"))
                .build());

    assertThat(plan.steps().get(1).banks())
        .flatExtracting(Bank::members)
        .extracting(Parameter::name, Parameter::owner, Parameter::initializer)
        .containsExactly(
            tuple("shared1/dselectK/a/codes/bias", A, new Initializer.Uniform(0.005f)),
            tuple("shared1/dselectK/b/codes/bias", B, new Initializer.Uniform(0.005f)),
            tuple("shared1/dselectK/a/weights/bias", A, new Initializer.Uniform(0.05f)),
            tuple("shared1/dselectK/b/weights/bias", B, new Initializer.Uniform(0.05f)));
  }

  @Test
  void startAsTheFieldDoes() {
    // Glorot where the activation is linear near 0, He where it cuts one half off.
    assertThat(limit("shared0/experts/0/layer0/kernel")).isEqualTo((float) Math.sqrt(6.0 / 18));
    assertThat(limit("shared1/omoe/gate/kernel")).isEqualTo((float) Math.sqrt(6.0 / (10 + 2)));
    assertThat(limit("shared3/snr/0/trans0/kernel")).isEqualTo((float) Math.sqrt(6.0 / 16));
    assertThat(limit("tasks/a/head/kernel")).isEqualTo((float) Math.sqrt(6.0 / (5 + 1)));
    assertThat(limit("inputs/c/table")).isEqualTo(0.05f);
    assertThat(start("shared2/experts/0/layer0/kernel"))
        .isInstanceOfSatisfying(
            Initializer.TruncatedNormal.class,
            he -> assertThat(he.deviation() * 0.8796).isCloseTo(Math.sqrt(2.0 / 8), within(1e-4)));
    assertThat(start("shared3/snr/logAlpha")).isEqualTo(new Initializer.Constant(1.5f));
    assertThat(start("tasks/b/head/bias")).isEqualTo(new Initializer.Constant(0f));
  }

  @Test
  void carryTheirOwnL2() {
    assertThat(parameter("shared0/experts/1/layer0/kernel").l2()).isEqualTo(0.5f);
    assertThat(parameter("shared0/experts/1/layer0/bias").l2()).isZero();
    assertThat(parameter("shared3/snr/1/trans0/kernel").l2()).isEqualTo(0.25f);
    assertThat(parameter("tasks/a/head/kernel").l2()).isEqualTo(2f);
    assertThat(parameter("tasks/b/head/kernel").l2()).isZero();
  }

  @Test
  void haveNamesOfTheirOwnInEveryTopology() {
    GeneratedTopologies.first(300)
        .forEach(
            topology ->
                assertThat(Plan.of(topology).parameters())
                    .extracting(Parameter::name)
                    .doesNotHaveDuplicates()
                    .allMatch(name -> name.matches("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+")));
  }

  @Test
  void ofOneBankAreOfOneShapeAndOwnedAlike() {
    GeneratedTopologies.first(300)
        .flatMap(topology -> Plan.of(topology).banks().stream())
        .forEach(
            bank ->
                assertThat(bank.members())
                    .isNotEmpty()
                    .allMatch(p -> p.shape().equals(bank.shape()))
                    .allMatch(p -> p.isShared() == bank.isShared()));
  }

  private static Parameter parameter(String name) {
    assertThat(PARAMETERS).containsKey(name);
    return PARAMETERS.get(name);
  }

  private static Owner owner(String name) {
    return parameter(name).owner();
  }

  private static Initializer start(String name) {
    return parameter(name).initializer();
  }

  private static float limit(String name) {
    return ((Initializer.Uniform) start(name)).limit();
  }
}
