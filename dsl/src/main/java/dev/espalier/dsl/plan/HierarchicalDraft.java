package dev.espalier.dsl.plan;

import dev.espalier.dsl.HierarchicalExperts;
import dev.espalier.dsl.Stream;
import dev.espalier.dsl.StreamFlow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Drafts copies of a body. */
final class HierarchicalDraft {

  private HierarchicalDraft() {}

  static Draft of(HierarchicalExperts hierarchy, Place place) {
    List<List<Draft>> copies =
        IntStream.range(0, hierarchy.count()).mapToObj(c -> copy(hierarchy, place, c)).toList();
    return Draft.sideBySide(
        place.in(),
        place.out(),
        owners ->
            new HierarchicalStep(
                place.path(),
                hierarchy,
                place.in(),
                place.out(),
                IntStream.range(0, copies.size())
                    .mapToObj(c -> Draft.make(copies.get(c), List.of(owners.get(c)), place.tasks()))
                    .toList()));
  }

  private static List<Draft> copy(HierarchicalExperts hierarchy, Place place, int copy) {
    String path = place.path() + ".experts[" + copy + "]";
    List<Draft> drafts = new ArrayList<>();
    List<Stream> streams = place.in();
    for (int i = 0; i < hierarchy.body().size(); i++) {
      List<Stream> out = StreamFlow.after(hierarchy.body().get(i), streams, place.tasks());
      String name = place.name() + "/" + copy + "/body" + i + "/" + hierarchy.body().get(i).verb();
      drafts.addAll(
          BlockDrafts.of(
              hierarchy.body().get(i),
              new Place(
                  hierarchy.path(path, i), name, place.topology(), place.tasks(), streams, out)));
      streams = out;
    }
    return drafts;
  }
}
