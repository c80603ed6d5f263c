package dev.espalier.graph.internal;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Buckets;
import dev.espalier.dsl.Categorical.Id;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.plan.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
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
 * [batch], a text string [batch].
 */
final class RawInputs {
  private final Map<String, Operand<? extends TType>> byFeature = new LinkedHashMap<>();

  RawInputs(Ops tf, Plan plan) {
    Ops inputs = tf.withSubScope("inputs");
    for (Feature feature : plan.topology().inputs()) {
      byFeature.put(feature.name(), placeholder(inputs.withName(feature.name()), feature));
    }
  }

  /** The placeholders by feature, in the order of the inputs. */
  Map<String, Operand<? extends TType>> all() {
    return byFeature;
  }

  /** The placeholder of a numeric feature, or of a category given as a number. */
  @SuppressWarnings("unchecked")
  Operand<TFloat32> number(Feature feature) {
    return (Operand<TFloat32>) of(feature);
  }

  /** The placeholder of a category given as an id. */
  @SuppressWarnings("unchecked")
  Operand<TInt64> id(Categorical feature) {
    return (Operand<TInt64>) of(feature);
  }

  /** The placeholder of a category given as text. */
  @SuppressWarnings("unchecked")
  Operand<TString> text(Categorical feature) {
    return (Operand<TString>) of(feature);
  }

  private Operand<? extends TType> of(Feature feature) {
    return java.util.Objects.requireNonNull(byFeature.get(feature.name()));
  }

  private static Operand<? extends TType> placeholder(Ops tf, Feature feature) {
    Placeholder.Options column = Placeholder.shape(Shape.of(-1));
    if (feature instanceof Numeric number) {
      return number.components() == 1
          ? tf.placeholder(TFloat32.class, column)
          : tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, number.components())));
    }
    Categorical category = (Categorical) feature;
    if (category.coding() instanceof Buckets) {
      return tf.placeholder(TFloat32.class, column);
    }
    return category.coding() instanceof Id
        ? tf.placeholder(TInt64.class, column)
        : tf.placeholder(TString.class, column);
  }
}
