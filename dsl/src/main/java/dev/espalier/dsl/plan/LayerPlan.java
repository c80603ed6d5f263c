package dev.espalier.dsl.plan;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Normalization;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One layer of several networks of the same shape.
 *
 * @param inputs width of what comes in
 * @param units width of what goes out
 * @param kernel matrices [inputs, units]
 * @param bias offsets [units], or null for none, or where a normalisation brings its own
 * @param norm parameters of the normalisation, or null for none
 * @param activation after the layer
 * @param dropout share set to zero in training
 */
public record LayerPlan(
    int inputs,
    int units,
    Bank kernel,
    @Nullable Bank bias,
    @Nullable Norm norm,
    Activation activation,
    float dropout) {

  /**
   * Parameters of a normalisation.
   *
   * @param kind over the batch or over the units
   * @param scale factors [units]
   * @param offset offsets [units]
   * @param movingMean means [units] for serving, null unless over the batch
   * @param movingVariance variances [units] for serving, null unless over the batch
   */
  public record Norm(
      Normalization kind,
      Bank scale,
      Bank offset,
      @Nullable Bank movingMean,
      @Nullable Bank movingVariance) {}

  /** Its banks, in order. */
  public List<Bank> banks() {
    List<Bank> banks = new ArrayList<>(List.of(kernel));
    if (bias != null) {
      banks.add(bias);
    }
    if (norm != null) {
      banks.add(norm.scale());
      banks.add(norm.offset());
      if (norm.movingMean() != null && norm.movingVariance() != null) {
        banks.add(norm.movingMean());
        banks.add(norm.movingVariance());
      }
    }
    return banks;
  }
}
