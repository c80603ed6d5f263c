package dev.espalier.training.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds examples of a batch that make a step fail, by taking it with some of them only. */
final class Guilty {
  /** Found ones that are enough to look at. */
  static final int MOST = 3;

  private final Predicate<List<Integer>> fails;
  private final List<Integer> found = new ArrayList<>();

  private Guilty(Predicate<List<Integer>> fails) {
    this.fails = fails;
  }

  /**
   * Places in the batch of examples that fail alone, or of fewest that fail together: at most
   * {@link #MOST} of the former; empty where not even all fail.
   *
   * @param size of the batch
   * @param fails whether a batch that has these examples only, again and again, fails
   */
  static List<Integer> of(int size, Predicate<List<Integer>> fails) {
    List<Integer> all = new ArrayList<>();
    for (int place = 0; place < size; place++) {
      all.add(place);
    }
    Guilty search = new Guilty(fails);
    search.look(all);
    return List.copyOf(search.found);
  }

  private void look(List<Integer> places) {
    if (found.size() >= MOST || places.isEmpty() || !fails.test(places)) {
      return;
    }
    int before = found.size();
    if (places.size() > 1) {
      look(places.subList(0, places.size() / 2));
      look(places.subList(places.size() / 2, places.size()));
    }
    if (found.size() == before) {
      found.addAll(places);
    }
  }
}
