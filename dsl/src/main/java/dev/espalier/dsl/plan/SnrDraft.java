package dev.espalier.dsl.plan;

import dev.espalier.dsl.HardConcrete;
import dev.espalier.dsl.Snr;
import dev.espalier.dsl.SnrGate;
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

  static Draft of(SnrGate snr, Place place) {
    return Draft.mixing(place.in(), place.out(), owners -> new SnrDraft(place, owners).step(snr));
  }

  private SnrGateStep step(SnrGate snr) {
    NetworkPlanner each = place.each(owners);
    int inputs = place.in().size();
    Initializer start = Initializer.glorot(place.features(), inputs);
    return new SnrGateStep(
        place.path(),
        snr,
        place.in(),
        place.out(),
        each.bank("gate/kernel", List.of(place.features(), inputs), Role.KERNEL, start, 0f),
        each.vector("gate/bias", inputs, Role.BIAS, snr.codes().initialLogAlpha()),
        trans(snr.kind(), snr.layers().l2()),
        each.networks(place.width(), snr.layers()));
  }

  private SnrStep step(Snr snr) {
    boolean perWeight = snr.granularity() == Snr.Granularity.PER_WEIGHT;
    List<Integer> matrix = List.of(place.width(), place.width());
    List<Integer> shape = List.of(place.out().size(), place.in().size());
    Bank logAlpha =
        perWeight
            ? logAlpha(perConnection(), matrix, snr.codes())
            : logAlpha(place.one(owners), shape, snr.codes());
    Bank trans = trans(snr.kind(), snr.layers().l2());
    Networks networks = place.each(owners).networks(place.width(), snr.layers());
    return new SnrStep(
        place.path(),
        snr,
        place.in(),
        place.out(),
        connections(snr.codes(), perWeight, logAlpha, trans),
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
        connections(snr.codes(), false, logAlpha, trans(snr.kind(), 0f)),
        none);
  }

  private Connections connections(
      HardConcrete codes, boolean perWeight, Bank logAlpha, @Nullable Bank trans) {
    List<String> names =
        IntStream.range(0, place.out().size()).mapToObj(place.each(owners).name()).toList();
    return new Connections(
        codes, place.in().size(), place.width(), names, perWeight, logAlpha, trans);
  }

  private static Bank logAlpha(NetworkPlanner planner, List<Integer> shape, HardConcrete codes) {
    Initializer start = new Initializer.Constant(codes.initialLogAlpha());
    return planner.bank("logAlpha", shape, Role.LOG_ALPHA, start, 0f);
  }

  private @Nullable Bank trans(Snr.Kind kind, float l2) {
    if (kind == Snr.Kind.AVER) {
      return null;
    }
    int width = place.width();
    Initializer start = Initializer.glorot(width, width);
    return perConnection().bank("kernel", List.of(width, width), Role.KERNEL, start, l2);
  }

  private NetworkPlanner perConnection() {
    int inputs = place.in().size();
    NetworkPlanner each = place.each(owners);
    return new NetworkPlanner(
        place.out().size() * inputs,
        i -> each.name().apply(i / inputs) + "/trans" + i % inputs,
        i -> owners.get(i / inputs));
  }
}
