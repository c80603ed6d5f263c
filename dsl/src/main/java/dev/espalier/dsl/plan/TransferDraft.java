package dev.espalier.dsl.plan;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Aitm;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Drafts the transfers along a chain of tasks, one after the other. */
final class TransferDraft {
  private static final List<String> ATTENTION = List.of("value", "key", "query");

  private TransferDraft() {}

  static List<Draft> of(Aitm block, Place place) {
    List<String> streams = place.in().stream().map(Stream::task).toList();
    List<Draft> drafts = new ArrayList<>();
    for (int t = 1; t < block.chain().size(); t++) {
      int from = streams.indexOf(block.chain().get(t - 1));
      int to = streams.indexOf(block.chain().get(t));
      String task = block.chain().get(t);
      Place at = place.at(task, task, place.in(), place.out());
      drafts.add(
          new Draft(
              place.in(),
              place.out(),
              i -> i == to ? List.of(from, to) : List.of(i),
              owners -> step(block, at, from, to, owners.get(to))));
    }
    return drafts;
  }

  private static TransferStep step(Aitm block, Place place, int from, int to, Owner owner) {
    int width = place.width();
    NetworkPlanner transfer = new NetworkPlanner(1, i -> place.name() + "/transfer", i -> owner);
    NetworkPlanner attention =
        new NetworkPlanner(
            ATTENTION.size(), i -> place.name() + "/" + ATTENTION.get(i), i -> owner);
    Layers linear = Layers.of(width).activation(Activation.LINEAR).l2(block.transfer().l2());
    return new TransferStep(
        place.path(),
        block,
        place.in(),
        place.out(),
        IntStream.range(0, place.in().size()).boxed().toList(),
        from,
        to,
        transfer.networks(width, block.transferTo(width)),
        attention.networks(width, linear));
  }
}
