package dev.espalier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.PythonEnvironment;
import dev.espalier.training.data.Examples;
import dev.espalier.training.report.Epoch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.SessionLog.SessionStatus;
import org.tensorflow.proto.Summary;

class TensorBoardTest {
  private static final Examples TRAINING = SmallRun.examples(256, 1);
  private static final Examples VALIDATION = SmallRun.examples(128, 2);

  @TempDir Path folder;

  @Test
  void tellsOfEveryEpochAndOfSteps() throws IOException {
    List<Epoch> epochs = train(SmallRun.settings().epochs(2));
    Epoch last = epochs.get(1);
    assertThat(scalars("loss/click")).containsExactly(floats(epochs, "click"));
    assertThat(scalars("auc/click")).hasSize(2);
    assertThat(scalars("rmse/dwell")).hasSize(2);
    assertThat(scalars("cosine/click, dwell").get(1))
        .isEqualTo((float) last.pairs().get(0).cosine());
    assertThat(scalars("conflict_rate/dwell, kind")).hasSize(2);
    assertThat(scalars("gradient_norm/kind").get(1))
        .isEqualTo((float) last.gradients().get(2).norm());
    assertThat(scalars("gradient_weight/kind").get(1))
        .isEqualTo((float) last.gradients().get(2).weight());
    assertThat(scalars("training/skipped_steps")).containsExactly(0f, 0f);
    assertThat(scalars("batch_loss/click")).isNotEmpty();
    assertThat(scalars("training/examples_per_second")).allMatch(rate -> rate > 0);
    float rate = Schedules.cosine(1e-2f, 8).at(7);
    assertThat(scalars("training/learning_rate")).last().isEqualTo(rate);
  }

  @Test
  void drawsTheCosinesOfAllPairs() throws IOException {
    train(SmallRun.settings().epochs(1));
    List<Summary.Value> images = Events.values(folder, "gradients/cosines");
    assertThat(images).hasSize(1);
    Summary.Image image = images.get(0).getImage();
    var picture =
        ImageIO.read(new ByteArrayInputStream(image.getEncodedImageString().toByteArray()));
    assertThat(picture.getWidth()).isEqualTo(image.getWidth());
    assertThat(picture.getHeight()).isEqualTo(image.getHeight());
    // A task and itself, at the lower right, beside the number.
    int corner = picture.getRGB(picture.getWidth() - 2, picture.getHeight() - 2);
    assertThat(corner & 0xffffff).isEqualTo(0x2166ac);
  }

  @Test
  void countsEveryWeightAndDrawsGatesAndCodes() throws IOException {
    train(SmallRun.settings().epochs(2));
    for (Parameter parameter : Plan.of(SmallRun.topology()).parameters()) {
      List<Summary.Value> told = Events.values(folder, "weights/" + parameter.name());
      assertThat(told).as(parameter.name()).hasSize(2);
      HistogramProto histogram = told.get(1).getHisto();
      assertThat(histogram.getNum()).isEqualTo(parameter.size());
      assertThat(histogram.getBucketList().stream().mapToDouble(each -> each).sum())
          .isEqualTo(parameter.size());
    }
    // Three tasks' gates over three streams, and codes from four experts to three streams.
    Summary.Image gates = Events.values(folder, "gates/topology.shared[2].mmoe").get(1).getImage();
    Summary.Image codes = Events.values(folder, "codes/topology.shared[1].snr").get(1).getImage();
    assertThat(gates.getWidth()).isEqualTo(gates.getHeight());
    assertThat(codes.getWidth() - codes.getHeight()).isEqualTo(44);
  }

  /** As in every file of TensorFlow's own writers, a first record of 24 bytes names the format. */
  @Test
  void filesBeginAsTensorBoardExpects() throws IOException {
    train(SmallRun.settings().epochs(1));
    byte[] bytes = Files.readAllBytes(Events.files(folder).get(0));
    assertThat(Arrays.copyOf(bytes, 12))
        .containsExactly(0x18, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22);
    List<Event> events = Events.read(Events.files(folder).get(0));
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(0).getWallTime())
        .isCloseTo(System.currentTimeMillis() / 1000.0, within(600.0));
  }

  @Test
  void whatGoesOnOpensAnotherFileAndTakesBackWhatWasNotSaved() throws IOException {
    Path run = folder.resolve("run");
    folder = folder.resolve("board");
    train(SmallRun.settings().steps(6).checkpoints(Checkpoints.in(run)));
    train(SmallRun.settings().epochs(3).checkpoints(Checkpoints.in(run).resume()));
    List<Path> files = Events.files(folder);
    assertThat(files).hasSize(2);
    List<Event> events = Events.read(files.get(1));
    assertThat(events.get(1).getSessionLog().getStatus()).isEqualTo(SessionStatus.START);
    assertThat(events.get(1).getStep()).isEqualTo(events.get(2).getStep()).isGreaterThan(6);
  }

  @Test
  void saysWhichFolderCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> TensorBoard.in(file).onStart(1))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
  }

  /** Tag, step and value of every scalar, and the size of every image, as TensorFlow reads them. */
  @Test
  void tensorFlowReadsIt() throws IOException, InterruptedException {
    List<Epoch> epochs = train(SmallRun.settings().epochs(2));
    Path script =
        Files.writeString(
            folder.resolveSibling("read.py"),
            """
            import sys
            import tensorflow as tf

            for event in tf.compat.v1.train.summary_iterator(sys.argv[1]):
                for value in event.summary.value:
                    if value.HasField("simple_value"):
                        print(value.tag, event.step, "%.6f" % value.simple_value, sep="|")
                    elif value.HasField("image"):
                        image = tf.io.decode_png(value.image.encoded_image_string)
                        print(value.tag, event.step, image.shape[2], sep="|")

            from tensorboard.backend.event_processing import event_accumulator as reading
            board = reading.EventAccumulator(
                sys.argv[1], size_guidance={reading.HISTOGRAMS: 0, reading.TENSORS: 0})
            board.Reload()
            for tag in board.Tags()["tensors"]:
                for event in board.Tensors(tag):
                    if tag.startswith("weights/"):
                        buckets = tf.make_ndarray(event.tensor_proto)
                        print("tensorboard", tag, event.step, int(buckets[:, 2].sum()), sep="|")
            for tag in board.Tags()["histograms"]:
                for event in board.Histograms(tag):
                    print("tensorboard", tag, event.step, int(event.histogram_value.num), sep="|")
            """);
    PythonEnvironment.Answer answer =
        PythonEnvironment.get()
            .run("python", script.toString(), Events.files(folder).get(0).toString());
    assertThat(answer.status()).as(answer.out()).isZero();
    assertThat(answer.out().lines())
        .contains("gradients/cosines|8|3")
        .contains("gates/topology.shared[2].mmoe|8|3")
        .contains("tensorboard|weights/inputs/id/table|8|84")
        .contains("loss/kind|4|%.6f".formatted(epochs.get(0).losses().get("kind")))
        .contains("cosine/click, kind|8|%.6f".formatted(epochs.get(1).pairs().get(1).cosine()));
  }

  private List<Epoch> train(TrainingSettingsBuilder settings) {
    try (Model model = Model.compile(SmallRun.topology());
        TensorBoard board = TensorBoard.in(folder).learningRate(Schedules.cosine(1e-2f, 8))) {
      return model
          .fit(
              TRAINING,
              VALIDATION,
              settings.listener(TrainingListener.all(TrainingListener.none(), board)).build())
          .history()
          .epochs();
    }
  }

  private List<Float> scalars(String tag) throws IOException {
    return Events.values(folder, tag).stream().map(Summary.Value::getSimpleValue).toList();
  }

  private static Float[] floats(List<Epoch> epochs, String task) {
    return epochs.stream()
        .map(epoch -> epoch.losses().getOrDefault(task, Double.NaN).floatValue())
        .toArray(Float[]::new);
  }
}
