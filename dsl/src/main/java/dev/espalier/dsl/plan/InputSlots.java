package dev.espalier.dsl.plan;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.Positioned;
import dev.espalier.dsl.Sequence;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Which columns of the two matrices that a training step is fed with belong to which feature:
 * numbers [batch, n] in float32, and row numbers [batch, m] in int32. Whatever fills, copies or
 * reads these matrices asks here.
 *
 * @param numbers columns of numbers by feature: first, in the order of the inputs, those that enter
 *     the network as they are; then, in that order again, those at several positions
 * @param entering how many columns of numbers enter the network as they are
 * @param weights columns of numbers by feature, behind the others: the weights of its positions, 0
 *     where one does not count
 * @param ids columns of row numbers by feature, in the order of the inputs; -1 is no value of a
 *     list
 * @param positions columns of row numbers by task with a tower on the position; in training they
 *     follow those of the features, elsewhere they are not there
 * @param group column of the group in which tasks are ranked, behind those of positions, in
 *     training only; none where no task is
 */
public record InputSlots(
    Map<String, Slots> numbers,
    int entering,
    Map<String, Slots> weights,
    Map<String, Slots> ids,
    Map<String, Slots> positions,
    Slots group) {
  private static final Slots NONE = new Slots(0, 0);

  /**
   * Columns side by side.
   *
   * @param first number of the first one
   * @param count how many; 0 for none
   */
  public record Slots(int first, int count) {

    /** The column after the last one. */
    public int end() {
      return first + count;
    }
  }

  /** Copies the maps and keeps their order. */
  public InputSlots {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    ids = Collections.unmodifiableMap(new LinkedHashMap<>(ids));
    positions = Collections.unmodifiableMap(new LinkedHashMap<>(positions));
  }

  /** The columns of these inputs. */
  public static InputSlots of(Topology topology) {
    List<Feature> inputs = topology.inputs();
    Map<String, Slots> entering = inOrder(inputs, InputSlots::enteringColumns, 0);
    int first = count(entering);
    Map<String, Slots> numbers = new LinkedHashMap<>(entering);
    numbers.putAll(inOrder(inputs, InputSlots::positionedColumns, first));
    Map<String, Slots> weights = inOrder(inputs, InputSlots::weightColumns, count(numbers));
    Map<String, Slots> ids = inOrder(inputs, InputSlots::idColumns, 0);
    Map<String, Slots> positions = new LinkedHashMap<>();
    int next = count(ids);
    for (Task task : topology.tasks()) {
      if (task.positionBias() != null) {
        positions.put(task.name(), new Slots(next++, 1));
      }
    }
    Slots group = topology.group() == null ? NONE : new Slots(next, 1);
    return new InputSlots(numbers, first, weights, ids, positions, group);
  }

  /** Columns of numbers that this feature has. */
  public Slots numbers(Feature feature) {
    return numbers.getOrDefault(feature.name(), NONE);
  }

  /** Columns of weights that the positions of this feature have. */
  public Slots weights(Feature feature) {
    return weights.getOrDefault(feature.name(), NONE);
  }

  /** Columns of row numbers that this feature has. */
  public Slots ids(Feature feature) {
    return ids.getOrDefault(feature.name(), NONE);
  }

  /** Number of columns of numbers. */
  public int numberCount() {
    return count(numbers) + count(weights);
  }

  /** The column of the position of a task that has a tower on it, in training. */
  public Slots position(Task task) {
    return positions.getOrDefault(task.name(), NONE);
  }

  /** Number of columns of row numbers that features have. */
  public int idCount() {
    return count(ids);
  }

  /** Number of columns of row numbers in training. */
  public int trainingIdCount() {
    return idCount() + count(positions) + group.count();
  }

  private static int count(Map<String, Slots> slots) {
    return slots.values().stream().mapToInt(Slots::count).sum();
  }

  private static int enteringColumns(Feature feature) {
    Numeric number = feature.numeric();
    return number == null || feature instanceof Positioned ? 0 : number.width();
  }

  private static int positionedColumns(Feature feature) {
    Numeric number = feature.numeric();
    return number != null && feature instanceof Positioned ? number.width() : 0;
  }

  private static int weightColumns(Feature feature) {
    if (feature instanceof Sequence sequence && sequence.hasGaps()) {
      return sequence.steps();
    }
    return feature instanceof Multivalent several && several.weights() != null ? several.most() : 0;
  }

  private static int idColumns(Feature feature) {
    return feature instanceof Multivalent several
        ? several.most()
        : feature instanceof Categorical ? 1 : 0;
  }

  private static Map<String, Slots> inOrder(
      List<Feature> inputs, ToIntFunction<Feature> counts, int start) {
    Map<String, Slots> slots = new LinkedHashMap<>();
    int first = start;
    for (Feature feature : inputs) {
      int count = counts.applyAsInt(feature);
      if (count > 0) {
        slots.put(feature.name(), new Slots(first, count));
        first += count;
      }
    }
    return slots;
  }
}
