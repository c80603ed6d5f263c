package dev.espalier.dsl.plan;

import dev.espalier.dsl.HardConcrete;
import dev.espalier.dsl.Snr;
import dev.espalier.dsl.SnrToTasks;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Drafts sub-network routing. */
final class SnrDraft {
  private final Place place;
  private final List<Owner> owners;

  private SnrDraft(Place place, List<Owner> owners) {
    this.place = place;
    this.owners = owners;
  }

  static Draft of(Snr snr, Place place) {
    return Draft.mixing(place.in(), place.out(), owners -> new SnrDraft(place, owners).step(snr));
  }

  static Draft of(SnrToTasks snr, Place place) {
    return Draft.mixing(place.in(), place.out(), owners -> new SnrDraft(place, owners).step(snr));
  }

  private SnrStep step(Snr snr) {
    List<Integer> shape = List.of(place.out().size(), place.in().size());
    Bank logAlpha = logAlpha(place.one(owners), shape, snr.codes());
    Bank trans = trans(snr.kind(), snr.layers().l2());
    Networks networks = place.each(owners).networks(place.width(), snr.layers());
    return new SnrStep(
        place.path(),
        snr,
        place.in(),
        place.out(),
        connections(snr.codes(), logAlpha, trans),
        networks);
  }

  private SnrStep step(SnrToTasks snr) {
    // A row of log alpha for each task, which is its own, so that no other task's gradient meets
    // it.
    Bank logAlpha = logAlpha(place.each(owners), List.of(place.in().size()), snr.codes());
    Networks none = new Networks(place.out().size(), place.width(), List.of());
    return new SnrStep(
        place.path(),
        snr,
        place.in(),
        place.out(),
        connections(snr.codes(), logAlpha, trans(snr.kind(), 0f)),
        none);
  }

  private Connections connections(HardConcrete codes, Bank logAlpha, @Nullable Bank trans) {
    List<String> names =
        IntStream.range(0, place.out().size()).mapToObj(place.each(owners).name()).toList();
    return new Connections(codes, place.in().size(), place.width(), names, logAlpha, trans);
  }

  private static Bank logAlpha(NetworkPlanner planner, List<Integer> shape, HardConcrete codes) {
    Initializer start = new Initializer.Constant(codes.initialLogAlpha());
    return planner.bank("logAlpha", shape, Role.LOG_ALPHA, start, 0f);
  }

  private @Nullable Bank trans(Snr.Kind kind, float l2) {
    if (kind == Snr.Kind.AVER) {
      return null;
    }
    int inputs = place.in().size();
    int width = place.width();
    NetworkPlanner each = place.each(owners);
    return new NetworkPlanner(
            place.out().size() * inputs,
            i -> each.name().apply(i / inputs) + "/trans" + i % inputs,
            i -> owners.get(i / inputs))
        .bank("kernel", List.of(width, width), Role.KERNEL, Initializer.glorot(width, width), l2);
  }
}
