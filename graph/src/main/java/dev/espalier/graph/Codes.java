package dev.espalier.graph;

import dev.espalier.dsl.Granularity;
import dev.espalier.dsl.HardConcrete;
import dev.espalier.dsl.plan.DselectStep;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.SnrStep;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.dsl.plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The frozen codes of one {@code snr} or {@code snrToTasks} block: how open each connection is in
 * serving; or the weights that the static selectors of a {@code dselectK} block came to, or the
 * gates of a {@code sparseMoe} by task.
 *
 * @param path the block's place in the topology, such as {@code topology.shared[1].snr}
 * @param values for each stream out, which is a sub-network or a task, the code of each stream in,
 *     or of each expert of a {@code sparseMoe}, in [0, 1]; 0 is closed. Where each entry of a
 *     connection's matrix has a code, their mean
 */
public record Codes(String path, List<List<Float>> values) {

  /** Copies the lists. */
  public Codes {
    values = values.stream().map(List::copyOf).toList();
  }

  /**
   * The codes that serving would use for a plan's blocks, first to last, at these values of its
   * parameters.
   *
   * @param parameter gives the entries of a parameter by its name; asked for those of blocks with
   *     codes alone
   */
  public static List<Codes> of(Plan plan, Function<String, float[]> parameter) {
    return plan.everyStep().stream()
        .filter(Codes::mayHave)
        .flatMap(
            step -> {
              Map<String, float[]> values = new HashMap<>();
              step.banks().stream()
                  .flatMap(bank -> bank.members().stream())
                  .forEach(each -> values.put(each.name(), parameter.apply(each.name())));
              return of(step, values, List.of()).stream();
            })
        .toList();
  }

  private static boolean mayHave(Step step) {
    return step instanceof SnrStep || step instanceof DselectStep || step instanceof SparseStep;
  }

  /**
   * The codes that serving uses for this step, given the entries of each parameter by its name;
   * empty where it has none, or they depend on the example.
   *
   * @param gone experts of this step that are left out, from 0
   */
  static Optional<Codes> of(Step step, Map<String, float[]> parameters, List<Integer> gone) {
    if (step instanceof SnrStep snr) {
      return Optional.of(of(snr, parameters));
    }
    if (step instanceof SparseStep sparse
        && sparse.block().granularity() instanceof Granularity.PerTask) {
      return Optional.of(TaskChoice.of(sparse, parameters, gone));
    }
    return step instanceof DselectStep select && !select.readsFeatures()
        ? Optional.of(Selection.of(select, parameters))
        : Optional.empty();
  }

  private static Codes of(SnrStep step, Map<String, float[]> parameters) {
    HardConcrete settings = step.connections().settings();
    int inputs = step.in().size();
    List<Float> codes = new ArrayList<>();
    for (Parameter row : step.connections().logAlpha().members()) {
      double sum = 0;
      float[] logAlphas = Objects.requireNonNull(parameters.get(row.name()));
      for (float logAlpha : logAlphas) {
        float code = settings.frozen(logAlpha);
        sum += code;
        if (!step.connections().perWeight()) {
          codes.add(code);
        }
      }
      if (step.connections().perWeight()) {
        codes.add((float) (sum / logAlphas.length));
      }
    }
    return new Codes(
        step.path(),
        IntStream.range(0, step.out().size())
            .mapToObj(i -> codes.subList(i * inputs, (i + 1) * inputs))
            .toList());
  }

  /** All codes, [streams out][streams in]. */
  public float[][] shares() {
    float[][] shares = new float[values.size()][];
    for (int i = 0; i < shares.length; i++) {
      List<Float> row = values.get(i);
      shares[i] = new float[row.size()];
      for (int j = 0; j < shares[i].length; j++) {
        shares[i][j] = row.get(j);
      }
    }
    return shares;
  }

  /** The code of the connection from this stream in to this stream out. */
  public float at(int output, int stream) {
    return values.get(output).get(stream);
  }

  /** Whether the connection from this stream in to this stream out carries anything. */
  public boolean isOpen(int output, int stream) {
    return at(output, stream) != 0f;
  }

  /** Number of connections, open or not. */
  public int connections() {
    return values.stream().mapToInt(List::size).sum();
  }

  /** Number of connections at zero. */
  public int closed() {
    return (int) values.stream().flatMap(List::stream).filter(code -> code == 0f).count();
  }
}
