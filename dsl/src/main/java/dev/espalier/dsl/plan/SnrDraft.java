package dev.espalier.dsl.plan;

import dev.espalier.dsl.Snr;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.List;

/** Drafts sub-network routing. */
final class SnrDraft {

  private SnrDraft() {}

  static Draft of(Snr snr, Place place) {
    return Draft.mixing(place.in(), place.out(), owners -> step(snr, place, owners));
  }

  private static SnrStep step(Snr snr, Place place, List<Owner> owners) {
    int outputs = snr.subNetworks();
    int inputs = place.in().size();
    Initializer start = new Initializer.Constant(snr.codes().initialLogAlpha());
    Bank logAlpha =
        place.one(owners).bank("logAlpha", List.of(outputs, inputs), Role.LOG_ALPHA, start, 0f);
    Bank trans = snr.kind() == Snr.Kind.AVER ? null : connections(snr, place, owners);
    Networks networks = place.each(owners).networks(place.width(), snr.layers());
    return new SnrStep(place.path(), snr, place.in(), place.out(), logAlpha, trans, networks);
  }

  private static Bank connections(Snr snr, Place place, List<Owner> owners) {
    int inputs = place.in().size();
    int width = place.width();
    return new NetworkPlanner(
            snr.subNetworks() * inputs,
            i -> place.name() + "/" + i / inputs + "/trans" + i % inputs,
            i -> owners.get(i / inputs))
        .bank(
            "kernel",
            List.of(width, width),
            Role.KERNEL,
            Initializer.glorot(width, width),
            snr.layers().l2());
  }
}
