package dev.espalier.dsl;

/**
 * The top layer of sub-network routing: k shared streams to one stream per task, through
 * connections that learned codes open and close (Ma et al. 2019). The tower of task t reads v_t =
 * sum_j z_tj W_tj u_j ({@link Snr.Kind#TRANS}) or v_t = sum_j z_tj u_j ({@link Snr.Kind#AVER});
 * there is no sub-network in between. A task's codes and matrices are reached by its own loss only.
 *
 * @param kind what a connection does to the stream it carries; default {@link Snr.Kind#TRANS}
 * @param codes settings of the codes, one code per connection
 */
public record SnrToTasks(Snr.Kind kind, HardConcrete codes) implements Block {

  /** The same block with connections of this kind. */
  public SnrToTasks kind(Snr.Kind kind) {
    return new SnrToTasks(kind, codes);
  }

  /** The same block with these settings of its codes. */
  public SnrToTasks codes(HardConcrete codes) {
    return new SnrToTasks(kind, codes);
  }
}
