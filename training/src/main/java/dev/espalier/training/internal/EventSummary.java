package dev.espalier.training.internal;

import com.google.protobuf.ByteString;
import dev.espalier.graph.Codes;
import dev.espalier.training.ModelState;
import dev.espalier.training.TrainingListener.Progress;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.CosineMatrix;
import dev.espalier.training.report.Epoch;
import dev.espalier.training.report.ExpertRouting;
import dev.espalier.training.report.GateRouting;
import dev.espalier.training.report.GradientPair;
import dev.espalier.training.report.GradientShare;
import dev.espalier.training.report.Heatmap;
import org.tensorflow.proto.Summary;

/** What TensorBoard is told: scalars in groups by what they are, histograms and pictures. */
public final class EventSummary {
  private static final int RGB = 3;

  private EventSummary() {}

  /** The losses of a batch, and the speed. */
  public static Summary of(Progress progress) {
    Summary.Builder summary = Summary.newBuilder();
    progress.losses().forEach((task, loss) -> scalar(summary, "batch_loss/" + task, loss));
    scalar(summary, "training/examples_per_second", progress.examplesPerSecond());
    return summary.build();
  }

  /** The learning rate alone. */
  public static Summary learningRate(float rate) {
    Summary.Builder summary = Summary.newBuilder();
    scalar(summary, "training/learning_rate", rate);
    return summary.build();
  }

  /** All that is known of an epoch. */
  public static Summary of(Epoch epoch) {
    Summary.Builder summary = Summary.newBuilder();
    epoch.losses().forEach((task, loss) -> scalar(summary, "loss/" + task, loss));
    for (TaskMetrics metrics : epoch.validation()) {
      metrics
          .values()
          .forEach(
              (metric, value) -> scalar(summary, metric.label() + "/" + metrics.task(), value));
    }
    for (GradientPair pair : epoch.pairs()) {
      String tasks = pair.first() + ", " + pair.second();
      scalar(summary, "conflict_rate/" + tasks, pair.conflictRate());
      scalar(summary, "cosine/" + tasks, pair.cosine());
    }
    for (GradientShare share : epoch.gradients()) {
      scalar(summary, "gradient_norm/" + share.task(), share.norm());
      scalar(summary, "gradient_weight/" + share.task(), share.weight());
    }
    epoch.routing().forEach(routing -> put(summary, routing));
    scalar(summary, "training/skipped_steps", epoch.skippedSteps());
    if (!epoch.pairs().isEmpty()) {
      image(summary, "gradients/cosines", CosineMatrix.of(epoch).heatmap());
    }
    return summary.build();
  }

  /** How weights are spread, and who takes what. */
  public static Summary of(ModelState state) {
    Summary.Builder summary = Summary.newBuilder();
    for (String name : state.weights()) {
      summary.addValue(
          Summary.Value.newBuilder()
              .setTag("weights/" + name)
              .setHisto(WeightHistogram.of(state.weight(name))));
    }
    state.gates().forEach((path, gates) -> image(summary, "gates/" + path, Heatmap.shares(gates)));
    for (Codes codes : state.codes()) {
      image(summary, "codes/" + codes.path(), Heatmap.shares(codes.shares()));
    }
    return summary.build();
  }

  private static void put(Summary.Builder summary, ExpertRouting routing) {
    scalar(summary, "expert_multiply_adds/" + routing.path(), routing.multiplyAdds());
    for (int e = 0; e < routing.load().size(); e++) {
      scalar(summary, "expert_load/" + routing.path() + ", " + e, routing.load().get(e));
    }
    for (GateRouting gate : routing.gates()) {
      String place = routing.path() + ", " + gate.gate();
      scalar(summary, "routing_entropy/" + place, gate.entropy());
      scalar(summary, "routing_dropped/" + place, gate.dropped());
      scalar(summary, "routing_changed/" + place, gate.changed());
    }
  }

  /** What is not a number was not measured. */
  private static void scalar(Summary.Builder summary, String tag, double value) {
    if (!Double.isNaN(value)) {
      summary.addValue(Summary.Value.newBuilder().setTag(tag).setSimpleValue((float) value));
    }
  }

  private static void image(Summary.Builder summary, String tag, Heatmap picture) {
    summary.addValue(
        Summary.Value.newBuilder()
            .setTag(tag)
            .setImage(
                Summary.Image.newBuilder()
                    .setHeight(picture.height())
                    .setWidth(picture.width())
                    .setColorspace(RGB)
                    .setEncodedImageString(ByteString.copyFrom(picture.png()))));
  }
}
