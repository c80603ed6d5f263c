// espalier run [--json] samples/scripts/Quickstart.java [folder for the exported model]

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.pcGrad;

import dev.espalier.dsl.Topology;
import dev.espalier.training.Model;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Numbers;
import dev.espalier.training.data.Parts;
import dev.espalier.training.report.HistoryJson;
import dev.espalier.training.report.TrainingReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Two tasks that agree about x and disagree about y. */
class Quickstart {

  public static void main(String[] args) throws IOException {
    Topology topology =
        Topology.builder("tiny")
            .inputs(numeric("x"), numeric("y"))
            .shared(experts(4, 16), snr(2, 8), mmoe())
            .task(binary("click").tower(8))
            .task(regression("dwell").tower(8))
            .build();
    TrainingSettings settings =
        TrainingSettings.builder()
            .gradients(pcGrad(), adam(5e-3f))
            .epochs(8)
            .batchSize(64)
            .seed(7)
            .build();
    Parts parts = examples(4_000).split(0.2, 7);
    List<String> given = Arrays.asList(args);
    Path folder =
        given.stream()
            .filter(argument -> !argument.equals("--json"))
            .findFirst()
            .map(Path::of)
            .orElse(Files.createTempDirectory("espalier"));

    try (Model model = Model.compile(topology)) {
      TrainingReport report = model.fit(parts.training(), parts.heldOut(), settings);
      boolean json = given.contains("--json");
      System.out.println(json ? HistoryJson.write(report.history()) : report.markdown());
      System.err.println("exported: " + model.export(folder.resolve("tiny"), 1).directory());
    }
  }

  private static Examples examples(int rows) {
    Random random = new Random(7);
    float[] x = new float[rows];
    float[] y = new float[rows];
    float[] click = new float[rows];
    float[] dwell = new float[rows];
    for (int i = 0; i < rows; i++) {
      x[i] = random.nextFloat() * 2 - 1;
      y[i] = random.nextFloat() * 2 - 1;
      click[i] = x[i] + y[i] > 0 ? 1 : 0;
      dwell[i] = x[i] - y[i];
    }
    return Examples.of(
        Numbers.of("x", x),
        Numbers.of("y", y),
        Numbers.of("click", click),
        Numbers.of("dwell", dwell));
  }
}
