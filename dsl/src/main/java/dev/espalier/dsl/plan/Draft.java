package dev.espalier.dsl.plan;

import dev.espalier.dsl.Stream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A step before it is known whose losses reach its parameters: that follows from the streams after
 * it, so steps are drafted forwards and made backwards.
 *
 * @param in streams that come in
 * @param out streams that go out
 * @param reads the streams in that a stream out depends on, whatever the codes
 * @param make the step, given the owner of each stream out
 * @param readers who else reads each stream in, by a loss at the step itself; empty for nobody
 */
record Draft(
    List<Stream> in,
    List<Stream> out,
    IntFunction<List<Integer>> reads,
    Function<List<Owner>, Step> make,
    List<Owner> readers) {

  /** A step that no loss is at. */
  Draft(
      List<Stream> in,
      List<Stream> out,
      IntFunction<List<Integer>> reads,
      Function<List<Owner>, Step> make) {
    this(in, out, reads, make, List.of());
  }

  /** A step whose streams out each depend on all streams in. */
  static Draft mixing(List<Stream> in, List<Stream> out, Function<List<Owner>, Step> make) {
    List<Integer> all = IntStream.range(0, in.size()).boxed().toList();
    return new Draft(in, out, i -> all, make);
  }

  /** A step whose stream i out depends on stream i in, or on the only one. */
  static Draft sideBySide(List<Stream> in, List<Stream> out, Function<List<Owner>, Step> make) {
    return new Draft(in, out, i -> List.of(in.size() == 1 ? 0 : i), make);
  }

  /** The steps of these drafts, first to last, given the owner of each stream after the last. */
  static List<Step> make(List<Draft> drafts, List<Owner> after, List<String> tasks) {
    List<Owner> owners = after;
    Deque<Step> steps = new ArrayDeque<>();
    for (int s = drafts.size() - 1; s >= 0; s--) {
      steps.addFirst(drafts.get(s).make().apply(owners));
      owners = drafts.get(s).before(owners, tasks);
    }
    return List.copyOf(steps);
  }

  /** Owner of each stream in, given those of the streams out. */
  List<Owner> before(List<Owner> after, List<String> tasks) {
    List<Owner> owners = new ArrayList<>();
    for (int j = 0; j < in.size(); j++) {
      int stream = j;
      List<Owner> reading = new ArrayList<>();
      IntStream.range(0, out.size())
          .filter(i -> reads.apply(i).contains(stream))
          .mapToObj(after::get)
          .forEach(reading::add);
      if (!readers.isEmpty()) {
        reading.add(readers.get(stream));
      }
      owners.add(Owner.union(reading, tasks));
    }
    return owners;
  }
}
