package dev.espalier.graph.internal;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Buckets;
import dev.espalier.dsl.Categorical.Id;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.Sequence;
import dev.espalier.dsl.plan.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * Where raw values go into a serving graph, one placeholder per feature: a number float32 [batch],
 * a vector float32 [batch, width], a number to be put into a bucket float32 [batch], an id int64
 * [batch], a text string [batch]. Where an example has several values, ids and texts are [batch,
 * most], and so are their weights, float32, in a placeholder of their own. Numbers at several
 * positions are a vector, with a placeholder of their own for lengths, int64 [batch], or masks,
 * float32 [batch, steps].
 */
final class RawInputs {
  private final Map<String, Operand<? extends TType>> byColumn = new LinkedHashMap<>();

  RawInputs(Ops tf, Plan plan) {
    Ops inputs = tf.withSubScope("inputs");
    for (Feature feature : plan.topology().inputs()) {
      byColumn.put(feature.name(), placeholder(inputs.withName(feature.name()), feature));
      if (feature instanceof Multivalent several && several.weights() != null) {
        byColumn.put(
            several.weights(),
            inputs
                .withName(several.weights())
                .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, several.most()))));
      } else if (feature instanceof Sequence sequence) {
        valid(inputs, sequence);
      }
    }
  }

  private void valid(Ops inputs, Sequence sequence) {
    if (sequence.valid() instanceof Sequence.Length length) {
      byColumn.put(
          length.column(),
          inputs
              .withName(length.column())
              .placeholder(TInt64.class, Placeholder.shape(Shape.of(-1))));
    } else if (sequence.valid() instanceof Sequence.Mask mask) {
      byColumn.put(
          mask.column(),
          inputs
              .withName(mask.column())
              .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, sequence.steps()))));
    }
  }

  /** The placeholders by column, in the order of the inputs. */
  Map<String, Operand<? extends TType>> all() {
    return byColumn;
  }

  /** The placeholder of a numeric feature, or of a category given as a number. */
  @SuppressWarnings("unchecked")
  Operand<TFloat32> number(Feature feature) {
    return (Operand<TFloat32>) of(feature.name());
  }

  /** The placeholder of the lengths of a feature's sequences. */
  @SuppressWarnings("unchecked")
  Operand<TInt64> lengths(String column) {
    return (Operand<TInt64>) of(column);
  }

  /** The placeholder of the weights, or the mask, of a feature's positions. */
  @SuppressWarnings("unchecked")
  Operand<TFloat32> weights(String column) {
    return (Operand<TFloat32>) of(column);
  }

  /** The placeholder of a category given as an id. */
  @SuppressWarnings("unchecked")
  Operand<TInt64> id(Categorical feature) {
    return (Operand<TInt64>) of(feature.name());
  }

  /** The placeholder of a category given as text. */
  @SuppressWarnings("unchecked")
  Operand<TString> text(Categorical feature) {
    return (Operand<TString>) of(feature.name());
  }

  private Operand<? extends TType> of(String column) {
    return Objects.requireNonNull(byColumn.get(column));
  }

  private static Operand<? extends TType> placeholder(Ops tf, Feature feature) {
    Placeholder.Options column =
        Placeholder.shape(
            feature instanceof Multivalent several ? Shape.of(-1, several.most()) : Shape.of(-1));
    Numeric number = feature.numeric();
    if (number != null) {
      return number.components() == 1
          ? tf.placeholder(TFloat32.class, column)
          : tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, number.components())));
    }
    Categorical category = Objects.requireNonNull(feature.category());
    if (category.coding() instanceof Buckets) {
      return tf.placeholder(TFloat32.class, column);
    }
    return category.coding() instanceof Id
        ? tf.placeholder(TInt64.class, column)
        : tf.placeholder(TString.class, column);
  }
}
