package dev.espalier.training;

import dev.espalier.training.report.ExpertRouting;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Says that a learned router has collapsed: over the steps of an epoch some experts computed so few
 * examples that they no longer learn. Told from 100 picks per expert on.
 *
 * @param path place of the block in the topology, such as {@code topology.shared[1].sparseMoe}
 * @param experts the numbers, from 0, of those whose load is below a tenth of the mean
 * @param load for each expert of the block the share of the examples that it computed
 */
public record ExpertCollapse(String path, List<Integer> experts, List<Double> load) {

  /** Copies the lists. */
  public ExpertCollapse {
    experts = List.copyOf(experts);
    load = List.copyOf(load);
  }

  /** In words, on one line. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%s: less than %.0f %% of the mean load for expert%s %s (loads in %%: %s). Add"
            + " importance() or switchLoss(), raise their weights, or use fewer experts",
        path,
        100 * ExpertRouting.STARVED,
        experts.size() == 1 ? "" : "s",
        experts.stream().map(String::valueOf).collect(Collectors.joining(", ")),
        load.stream()
            .map(share -> String.format(Locale.ROOT, "%.1f", 100 * share))
            .collect(Collectors.joining(" ")));
  }
}
