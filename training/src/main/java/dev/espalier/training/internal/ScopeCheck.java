package dev.espalier.training.internal;

import dev.espalier.dsl.Problem;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.training.GradientException;
import dev.espalier.training.PerBlock;
import dev.espalier.training.Within;
import java.util.List;

/** Whether chosen blocks are there, hold something shared, and are whole. */
final class ScopeCheck {

  private ScopeCheck() {}

  static void of(Within scope, Plan plan) {
    List<Parameter> trained = plan.parameters().stream().filter(Parameter::isTrained).toList();
    List<String> shared =
        trained.stream().filter(Parameter::isShared).map(Parameter::name).toList();
    for (String start : scope.starts()) {
      if (shared.stream().noneMatch(name -> PerBlock.covers(start, name))) {
        boolean known = trained.stream().anyMatch(each -> PerBlock.covers(start, each.name()));
        throw refusal(
            '"' + start + '"' + (known ? ", where each parameter is of one task" : ""),
            "starts of names of shared parameters, such as "
                + shared.stream().map(ChainCheck::block).distinct().toList(),
            "Name a block, or what is below it");
      }
    }
    for (Bank bank : plan.banks()) {
      List<String> names = bank.members().stream().map(Parameter::name).toList();
      long inside = names.stream().filter(scope::covers).count();
      if (bank.isShared() && inside > 0 && inside < names.size()) {
        throw refusal(
            scope.starts() + ", which choose " + inside + " of " + names,
            "all parameters that do the same work side by side, or none of them",
            "Name what is above them, such as \"" + ChainCheck.block(names.get(0)) + '"');
      }
    }
  }

  private static GradientException refusal(String received, String allowed, String hint) {
    return new GradientException(new Problem("within.starts", received, allowed, hint));
  }
}
