package dev.espalier.dsl.print;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.SharedEmbedding;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Image;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.Positioned;
import dev.espalier.dsl.Score;
import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.AttentionUnit;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.PositionTower;
import dev.espalier.dsl.plan.Step;
import dev.espalier.dsl.plan.Table;
import dev.espalier.dsl.plan.TowerGroup;
import java.util.List;

/**
 * A plan as a table of text, a row for each table of a category, block and tower: the streams that
 * come in and go out, their width, the parameters and their owners, and the multiply-adds for one
 * example (embeddings not counted).
 */
public final class TopologyTable {
  private final Plan plan;
  private final TextTable table =
      new TextTable("step", "in", "out", "width", "parameters", "owned by", "multiply-adds");

  private TopologyTable(Plan plan) {
    this.plan = plan;
  }

  /** The table, with a line feed after each line; the same text for equal plans. */
  public static String of(Plan plan) {
    return new TopologyTable(plan).print();
  }

  /** The table of this topology. */
  public static String of(Topology topology) {
    return of(Plan.of(topology));
  }

  private String print() {
    inputs();
    plan.attentions().forEach(this::attention);
    plan.steps().forEach(this::step);
    plan.topology().tasks().forEach(this::towers);
    plan.topology().scores().forEach(this::score);
    table.rule();
    row("total", "", "", "", plan.parameters(), "", plan.multiplyAdds());
    return table.print(plan.topology().name()) + untrained();
  }

  private String untrained() {
    long count =
        plan.parameters().stream().filter(p -> !p.isTrained()).mapToLong(Parameter::size).sum();
    return count == 0 ? "" : "\n" + Names.number(count) + " of the parameters are not trained.\n";
  }

  private void inputs() {
    List<Feature> numbers =
        plan.topology().inputs().stream()
            .filter(feature -> feature.numeric() != null && !(feature instanceof Positioned))
            .toList();
    if (!numbers.isEmpty()) {
      int width = numbers.stream().mapToInt(Feature::width).sum();
      row(
          Names.few(numbers, Feature::name),
          "numeric",
          "",
          Names.number(width),
          List.of(),
          Names.owner(List.of()),
          0);
    }
    for (Feature feature : plan.topology().inputs()) {
      if (feature.numeric() != null && feature instanceof Positioned several) {
        positioned(several);
      }
      Categorical category = feature.category();
      if (category != null) {
        String rows = Names.number(category.coding().rows()) + " rows";
        List<Parameter> entries =
            plan.tables().stream()
                .filter(t -> t.feature().equals(category))
                .map(Table::rows)
                .toList();
        String most =
            feature instanceof Multivalent several
                ? ", up to " + Names.number(several.most()) + " values"
                : "";
        String shared =
            category.encoding() instanceof SharedEmbedding other ? "those of " + other.of() : "";
        row(
            category.name(),
            rows + most,
            shared,
            Names.number(category.width()),
            entries,
            owner(entries),
            0);
      }
    }
  }

  private void positioned(Positioned feature) {
    String positions =
        feature instanceof Image image
            ? "%s x %s pixels".formatted(Names.number(image.rows()), Names.number(image.columns()))
            : Names.number(feature.positions()) + " steps";
    row(
        feature.name(),
        positions,
        "",
        Names.number(feature.width()),
        List.of(),
        Names.owner(List.of()),
        0);
  }

  private void attention(AttentionUnit unit) {
    List<Parameter> parameters = parameters(unit.banks());
    row(
        unit.feature().name() + ", attention",
        unit.target().name(),
        "",
        Names.number(unit.feature().depth()),
        parameters,
        owner(parameters),
        unit.multiplyAdds());
  }

  private void step(Step step) {
    List<Parameter> parameters = parameters(step.banks());
    row(
        step.block().verb(),
        Names.streams(step.in()),
        Names.streams(step.out()),
        Names.number(step.out().get(0).width()),
        parameters,
        owner(parameters),
        step.multiplyAdds());
  }

  private void towers(Task task) {
    if (task.target() instanceof Target.Product product) {
      row(task.name(), product.of() + ", " + product.given(), "product", "1", List.of(), "-", 0);
    }
    tower(task, task.name(), plan.towers());
    tower(task, task.name() + ", small tower", plan.auxiliaries());
    for (PositionTower tower : plan.positions()) {
      if (tower.task().equals(task)) {
        List<Parameter> parameters = tower.parameters();
        row(
            task.name() + ", position tower",
            "position",
            Names.kind(task.target()),
            "1",
            parameters,
            owner(parameters),
            tower.multiplyAdds());
      }
    }
  }

  private void score(Score score) {
    String read = Names.few(score.formula().terms(), Score.Term::task);
    row(score.name(), read, "score", "1", List.of(), "-", 0);
  }

  private void tower(Task task, String name, List<TowerGroup> groups) {
    for (TowerGroup group : groups) {
      int i = group.tasks().indexOf(task);
      if (i >= 0) {
        List<Parameter> parameters =
            group.banks().stream().map(bank -> bank.members().get(i)).toList();
        row(
            name,
            Names.streams(Names.readBy(task, plan.body())),
            Names.kind(task.target()),
            Names.number(task.target().width()),
            parameters,
            owner(parameters),
            group.multiplyAdds() / group.tasks().size());
      }
    }
  }

  private void row(
      String name,
      String in,
      String out,
      String width,
      List<Parameter> parameters,
      String owner,
      long multiplyAdds) {
    table.row(
        name, in, out, width, Names.number(sum(parameters)), owner, Names.number(multiplyAdds));
  }

  private static List<Parameter> parameters(List<Bank> banks) {
    return banks.stream().flatMap(bank -> bank.members().stream()).toList();
  }

  private static long sum(List<Parameter> parameters) {
    return parameters.stream().mapToLong(Parameter::size).sum();
  }

  private static String owner(List<Parameter> parameters) {
    return Names.owner(parameters.stream().map(Parameter::owner).distinct().toList());
  }
}
