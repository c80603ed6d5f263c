package dev.espalier.dsl.plan;

import dev.espalier.dsl.Exit;
import dev.espalier.dsl.PlacedBlock;
import dev.espalier.dsl.Stream;
import java.util.List;

/** Drafts exits. */
final class ExitDraft {

  private ExitDraft() {}

  static Draft of(Exit exit, Place place) {
    Reach reach = new Reach(place.topology());
    int read = place.width() * (place.in().get(0).isShared() ? place.in().size() : 1);
    List<TowerGroup> towers =
        new TowerPlanner(place.topology(), reach, read).exit(exit.tower(), number(place));
    List<Owner> readers = place.in().stream().map(stream -> owner(stream, reach)).toList();
    return new Draft(
        place.in(),
        place.out(),
        List::of,
        owners -> new ExitStep(place.path(), exit, place.in(), towers),
        readers);
  }

  private static Owner owner(Stream stream, Reach reach) {
    String task = stream.task();
    return task == null ? reach.everyone() : reach.of(task);
  }

  /** How many exits are before this one. */
  private static int number(Place place) {
    List<String> exits =
        place.topology().blocks().stream()
            .filter(placed -> placed.block() instanceof Exit)
            .map(PlacedBlock::path)
            .toList();
    return exits.indexOf(place.path());
  }
}
