package dev.espalier.graph;

import dev.espalier.dsl.HardConcrete;
import dev.espalier.dsl.plan.SnrStep;
import java.util.ArrayList;
import java.util.List;

/**
 * The frozen codes of one {@code snr} block: how open each connection is in serving.
 *
 * @param path the block's place in the topology, such as {@code topology.shared[1].snr}
 * @param values for each sub-network the code of each stream in, in [0, 1]; 0 is closed
 */
public record Codes(String path, List<List<Float>> values) {

  /** Copies the lists. */
  public Codes {
    values = values.stream().map(List::copyOf).toList();
  }

  /** The codes that serving uses for these log alphas [sub-networks, streams in], row by row. */
  static Codes of(SnrStep step, float[] logAlpha) {
    HardConcrete settings = step.block().codes();
    int inputs = step.in().size();
    List<List<Float>> rows = new ArrayList<>();
    for (int i = 0; i < step.out().size(); i++) {
      List<Float> row = new ArrayList<>();
      for (int j = 0; j < inputs; j++) {
        row.add(settings.frozen(logAlpha[i * inputs + j]));
      }
      rows.add(row);
    }
    return new Codes(step.path(), rows);
  }

  /** The code of the connection from this stream to this sub-network. */
  public float at(int subNetwork, int stream) {
    return values.get(subNetwork).get(stream);
  }

  /** Whether the connection from this stream to this sub-network carries anything. */
  public boolean isOpen(int subNetwork, int stream) {
    return at(subNetwork, stream) != 0f;
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
