package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.training.SpikeGuard;
import dev.espalier.training.data.BatchPosition;
import dev.espalier.training.data.BatchSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** Runs the steps of a training graph, of one batch or of several micro-batches each. */
final class StepRuns {
  private final Session session;
  private final TrainingStep step;
  private final Objective objective;
  private final @Nullable Operand<TFloat32> routing;
  private final float multiple;
  private @Nullable Diagnosis diagnosis;
  private boolean jumped;

  /**
   * Runs of a step that minimises this objective.
   *
   * @param routing what routers tell; null where there are none
   * @param spikes which steps are not taken; null for all that are finite
   */
  StepRuns(
      Session session,
      TrainingStep step,
      Objective objective,
      @Nullable Operand<TFloat32> routing,
      @Nullable SpikeGuard spikes) {
    this.multiple = spikes == null ? Float.POSITIVE_INFINITY : spikes.multiple();
    this.session = session;
    this.step = step;
    this.objective = objective;
    this.routing = routing;
  }

  /** Takes a step on the batch at a position, or on the micro-batches that it consists of. */
  List<String> take(Feed feed, BatchSource reader, BatchPosition position, Readings readings) {
    int parts = step.collect().size();
    if (parts == 0) {
      return take(feed.fill(reader, position), readings);
    }
    float[] losses = readings.losses();
    float[] each = new float[losses.length];
    Arrays.fill(losses, 0);
    float[] told = new float[readings.routing().length];
    Arrays.fill(readings.routing(), 0);
    for (int i = 0; i < parts; i++) {
      feed.fill(reader, new BatchPosition(position.epoch(), position.batch() * parts + i));
      Session.Runner runner = feed.feed(session.runner()).addTarget(step.collect().get(i));
      List<String> culprits = run(feed, runner, wanted(each, told));
      if (!culprits.isEmpty()) {
        return culprits;
      }
      for (int t = 0; t < each.length; t++) {
        losses[t] += each[t] / parts;
      }
      for (int n = 0; n < told.length; n++) {
        readings.routing()[n] += told[n];
      }
    }
    // A weighting may read the losses of the last part.
    return train(
        feed, step.surgery() == null ? Map.of() : Map.of(step.surgery(), readings.surgery()));
  }

  /** Takes a step on this batch. */
  List<String> take(Feed filled, Readings readings) {
    Map<Operand<TFloat32>, float[]> wanted = wanted(readings.losses(), readings.routing());
    if (step.surgery() != null) {
      wanted.put(step.surgery(), readings.surgery());
    }
    return train(filled, wanted);
  }

  private Map<Operand<TFloat32>, float[]> wanted(float[] losses, float[] told) {
    Map<Operand<TFloat32>, float[]> wanted = new LinkedHashMap<>();
    wanted.put(step.losses(), losses);
    if (routing != null && told.length > 0) {
      wanted.put(routing, told);
    }
    return wanted;
  }

  private List<String> train(Feed filled, Map<Operand<TFloat32>, float[]> wanted) {
    Session.Runner runner = filled.feed(session.runner()).addTarget(step.train());
    List<String> culprits = run(filled, runner, wanted);
    if (culprits.isEmpty() && step.after() != null) {
      filled.feed(session.runner()).addTarget(step.after()).run().close();
    }
    return culprits;
  }

  /** Runs and reads what is wanted; what was not finite, in which case nothing changed. */
  private List<String> run(
      Feed filled, Session.Runner runner, Map<Operand<TFloat32>, float[]> wanted) {
    wanted.keySet().forEach(runner::fetch);
    try (Result result = runner.run()) {
      int at = 0;
      for (float[] into : wanted.values()) {
        TFloat32 tensor = (TFloat32) result.get(at++);
        floats(tensor).read(into, 0, (int) tensor.size());
      }
      return List.of();
    } catch (RuntimeException failure) {
      jumped = TrainingStep.isSpike(failure);
      if (jumped && step.spikes() != null) {
        return jumped(filled, step.spikes());
      }
      if (!TrainingStep.isNotFinite(failure)) {
        throw failure;
      }
      List<String> culprits = culprits(filled);
      return (culprits.isEmpty() ? List.of("merged gradient") : culprits)
          .stream().map(each -> each + " is not finite").toList();
    }
  }

  private List<String> jumped(Feed filled, Operand<TFloat32> spikes) {
    try (Result result = filled.feed(session.runner()).fetch(spikes).run()) {
      float[] ratios = new float[objective.tasks().size()];
      floats((TFloat32) result.get(0)).read(ratios);
      List<String> culprits = new ArrayList<>();
      for (int t = 0; t < ratios.length; t++) {
        if (ratios[t] > multiple) {
          culprits.add(
              String.format(
                  Locale.ROOT,
                  "loss of %s is %.1f times its median",
                  objective.tasks().get(t),
                  ratios[t]));
        }
      }
      return culprits;
    }
  }

  /**
   * Places of examples in the batch read last that make its losses or gradients not finite, see
   * {@link Guilty}; the feed holds that batch.
   */
  List<Integer> guilty(Feed feed) {
    if (jumped) {
      return List.of();
    }
    List<Integer> places = Guilty.of(feed.batch(), some -> !culprits(feed.only(some)).isEmpty());
    feed.whole();
    return places;
  }

  private List<String> culprits(Feed filled) {
    if (diagnosis == null) {
      diagnosis = Diagnosis.of(objective);
    }
    try (Result result =
        filled
            .feed(session.runner())
            .fetch(diagnosis.losses())
            .fetch(diagnosis.gradients())
            .run()) {
      return diagnosis.culprits((TBool) result.get(0), (TBool) result.get(1));
    }
  }

  static FloatDataBuffer floats(TFloat32 tensor) {
    return tensor.asRawTensor().data().asFloats();
  }
}
