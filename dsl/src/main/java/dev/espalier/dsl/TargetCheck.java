package dev.espalier.dsl;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** The rules for the settings of a target, and for the loss that goes with it. */
final class TargetCheck {
  private final Limits limits;
  private final Problems problems;

  TargetCheck(Limits limits, Problems problems) {
    this.limits = limits;
    this.problems = problems;
  }

  void target(String path, Target target) {
    if (target instanceof Target.Binary binary && Objects.equals(binary.positive(), "")) {
      problems.add(
          path + ".positive",
          "\"\"",
          "text that is not empty",
          "An empty cell is a missing label; leave it out where labels are 0 and 1");
    } else if (target instanceof Target.Multiclass multiclass) {
      classes(path, multiclass.classes(), 2, "Use binary for yes or no");
    } else if (target instanceof Target.Ordinal ordinal) {
      classes(path, ordinal.classes(), 3, "Two classes have no order: use binary");
    } else if (target instanceof Target.Quantile quantile) {
      float q = quantile.q();
      problems.number(path + ".q", q, q > 0 && q < 1, "between 0 and 1", "The median is 0.5");
    } else if (target instanceof Target.Multilabel multilabel) {
      labels(path, multilabel);
    }
  }

  private void classes(String path, int classes, int fewest, String hint) {
    if (classes < fewest || classes > limits.width()) {
      problems.add(path + ".classes", classes + "", fewest + " to " + limits.width(), hint);
    }
  }

  private void labels(String path, Target.Multilabel target) {
    if (target.labels().size() < 2 || target.labels().size() > limits.width()) {
      problems.add(
          path + ".labels",
          target.labels().size() + " labels",
          "2 to " + limits.width(),
          "Use binary for one label");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < target.labels().size(); i++) {
      problems.once(path + ".labels[" + i + "]", target.labels().get(i), seen);
    }
  }

  /** What is wrong with a loss that is not the usual one. */
  void loss(String path, Loss loss, Target target) {
    boolean yesOrNo =
        target instanceof Target.Binary
            || target instanceof Target.Multilabel
            || target instanceof Target.Product;
    if (loss instanceof LossDeclaration own) {
      declared(path, own, target);
    } else if (loss instanceof Loss.CrossEntropy cross) {
      float share = cross.labelSmoothing();
      float factor = cross.positiveWeight();
      fits(path, loss, target, yesOrNo || target instanceof Target.Multiclass);
      problems.number(
          path + ".labelSmoothing",
          share,
          share >= 0 && share < 1,
          "0 up to but not 1",
          "The usual share is 0.1");
      problems.number(
          path + ".positiveWeight",
          factor,
          factor > 0 && (factor == 1 || !(target instanceof Target.Multiclass)),
          target instanceof Target.Multiclass ? "1 for several classes" : "a positive number",
          "Leave it out for 1");
    } else if (loss instanceof Loss.Focal focal) {
      float alpha = focal.alpha();
      fits(path, loss, target, yesOrNo);
      problems.notNegative(path + ".gamma", focal.gamma());
      problems.number(
          path + ".alpha", alpha, alpha > 0 && alpha < 1, "between 0 and 1", "Usual is 0.25");
    } else if (loss instanceof Loss.Pairwise pairwise) {
      boolean one = target.width() == 1 && !(target instanceof Target.Quantile);
      fits(path, loss, target, one);
      float share = pairwise.share();
      problems.number(
          path + ".share", share, share > 0 && share <= 1, "above 0, at most 1", "Usual is 1");
    } else if (loss instanceof Loss.Huber huber) {
      fits(path, loss, target, target instanceof Target.Regression);
      problems.number(
          path + ".delta", huber.delta(), huber.delta() > 0, "a positive number", "Usual is 1");
    }
  }

  private void declared(String path, LossDeclaration loss, Target target) {
    boolean ofClasses = target instanceof Target.Multiclass || target instanceof Target.Ordinal;
    if (ofClasses || !loss.fits(target)) {
      problems.add(
          path,
          word(loss) + " for " + word(target),
          ofClasses ? "the usual loss of classes" : "a target that " + word(loss) + " fits",
          "Remove it to have the usual loss of the target");
    } else {
      loss.problems(path, target).forEach(problems::add);
    }
  }

  private void fits(String path, Loss loss, Target target, boolean legal) {
    if (!legal) {
      String allowed =
          loss instanceof Loss.Pairwise
              ? "binary, product, count or regression"
              : loss instanceof Loss.Huber
                  ? "regression"
                  : loss instanceof Loss.Focal
                      ? "binary, multilabel or product"
                      : "binary, multilabel, product or multiclass";
      problems.add(
          path,
          word(loss) + " for " + word(target),
          word(loss) + " for " + allowed,
          "Remove it to have the usual loss of the target");
    }
  }

  private static String word(Object record) {
    String name = record.getClass().getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
