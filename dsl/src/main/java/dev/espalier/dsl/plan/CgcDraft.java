package dev.espalier.dsl.plan;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Cgc;
import dev.espalier.dsl.Stream;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Drafts a level of customized gate control.
 *
 * @param block the block that the level is of
 * @param level how many experts it has
 */
record CgcDraft(Block block, Cgc level, Place place) {

  /** The levels of this block, first to last. */
  static List<Draft> of(Block block, List<Cgc> levels, Place place) {
    List<Draft> drafts = new ArrayList<>();
    List<Stream> in = place.in();
    for (int i = 0; i < levels.size(); i++) {
      Cgc level = levels.get(i);
      List<Stream> out = new ArrayList<>();
      int width = level.layers().outputWidth(in.get(0).width());
      place.tasks().forEach(task -> out.add(Stream.of(task, width)));
      if (i + 1 < levels.size()) {
        out.add(Stream.shared(width));
      }
      Place at =
          block instanceof Cgc
              ? place
              : place.at("levels[" + i + "]", "level" + i, in, List.copyOf(out));
      drafts.add(new CgcDraft(block, level, at).draft());
      in = at.out();
    }
    return drafts;
  }

  private Draft draft() {
    int tasks = place.tasks().size();
    boolean first = place.in().size() == 1;
    IntFunction<List<Integer>> reads =
        i ->
            first
                ? List.of(0)
                : i == tasks ? IntStream.rangeClosed(0, tasks).boxed().toList() : List.of(i, tasks);
    return new Draft(place.in(), place.out(), reads, this::step);
  }

  private Step step(List<Owner> owners) {
    int tasks = place.tasks().size();
    int perTask = level.perTask();
    boolean first = place.in().size() == 1;
    int read = first ? place.features() : place.width();
    @Nullable Owner above = owners.size() > tasks ? owners.get(tasks) : null;
    Networks own =
        perTask == 0
            ? null
            : networks(
                tasks * perTask,
                e -> task(e / perTask) + "/" + e % perTask,
                e -> also(owners.get(e / perTask), above));
    Owner everyone = Owner.union(owners, place.tasks());
    String shared = place.name() + "/shared";
    return new CgcStep(
        place.path(),
        block,
        place.in(),
        place.out(),
        level,
        tasks,
        IntStream.range(0, tasks).boxed().toList(),
        own,
        networks(level.shared(), e -> shared + "/" + e, e -> everyone),
        gate(tasks, this::task, owners::get, read, perTask + level.shared()),
        above == null
            ? null
            : gate(1, i -> shared, i -> above, read, tasks * perTask + level.shared()));
  }

  private String task(int t) {
    return place.name() + "/tasks/" + place.tasks().get(t);
  }

  private Owner also(Owner owner, @Nullable Owner above) {
    return above == null ? owner : Owner.union(List.of(owner, above), place.tasks());
  }

  private Networks networks(int count, IntFunction<String> name, IntFunction<Owner> owner) {
    return new NetworkPlanner(count, name, owner).networks(place.width(), level.layers());
  }

  private static Bank gate(
      int count, IntFunction<String> name, IntFunction<Owner> owner, int inputs, int experts) {
    Initializer start = Initializer.glorot(inputs, experts);
    return new NetworkPlanner(count, name, owner)
        .bank("gate/kernel", List.of(inputs, experts), Role.KERNEL, start, 0f);
  }
}
