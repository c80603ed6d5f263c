package dev.espalier.samples.quickstart;

import dev.espalier.graph.OutputNames;
import dev.espalier.samples.quickstart.Quickstart.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Tells what the quick start came to, and shows that another program can use it. */
public final class QuickstartStory {
  private static final int ASKED = 5;
  private static final double AGREE = 1e-5;

  private final PrintWriter out;
  private final String mainClass;
  private final Path folder;

  /** Tells to this writer; the command line has this main class, files go into that folder. */
  public QuickstartStory(PrintWriter out, String mainClass, Path folder) {
    this.out = out;
    this.mainClass = mainClass;
    this.folder = folder;
  }

  /**
   * Prints errors, gates, codes, conflicts and what was pruned, asks the export in another process,
   * and prints the request for TensorFlow Serving.
   *
   * @throws IllegalStateException where the other process answers anything else
   */
  public void tell(Outcome outcome) throws IOException, InterruptedException {
    out.println();
    out.println(QuickstartTables.errors(outcome));
    out.println("No model reaches less than 0.0100, the variance of the noise.");
    out.println();
    out.println(QuickstartTables.gates(outcome));
    outcome.codes().forEach(codes -> out.println(QuickstartTables.codes(codes)));
    outcome
        .routed()
        .report()
        .history()
        .conflictRate()
        .ifPresent(
            rate ->
                out.printf(
                    Locale.ROOT,
                    "gradients of the two tasks conflict in %.1f %% of steps%n",
                    100 * rate));
    out.println();
    out.println(outcome.export().pruning().text());
    out.println("exported: " + outcome.export().directory());
    out.printf(
        Locale.ROOT,
        "another process reads it and differs from the model by at most %.1e%n",
        ask(outcome));
    request(outcome);
    out.flush();
  }

  private double ask(Outcome outcome) throws IOException, InterruptedException {
    List<String> outputs =
        outcome.routed().topology().tasks().stream().map(OutputNames::of).toList();
    List<List<Float>> answers =
        new OtherProcess(mainClass, outcome.export().directory(), folder)
            .ask("x", outcome.test(), ASKED, outputs);
    double largest = 0;
    for (int row = 0; row < ASKED; row++) {
      for (int t = 0; t < outputs.size(); t++) {
        String task = outcome.routed().topology().taskNames().get(t);
        float expected = outcome.predictions().value(task, row);
        largest = Math.max(largest, Math.abs(answers.get(row).get(t) - expected));
      }
    }
    if (!(largest <= AGREE)) {
      throw new IllegalStateException("The exported model differs by " + largest + ".");
    }
    return largest;
  }

  private void request(Outcome outcome) throws IOException {
    Path file = folder.resolve("request.json");
    Files.writeString(file, PredictRequest.of("x", outcome.test(), 1));
    Path base = outcome.export().directory().toAbsolutePath().resolve("..").normalize();
    String name = outcome.routed().topology().name();
    out.println();
    out.println("To serve it:");
    out.printf(
        "  docker run -p 8501:8501 -v %s:/models/%s -e MODEL_NAME=%s tensorflow/serving%n",
        base, name, name);
    out.println("To ask it:");
    out.printf(
        "  curl -d @%s http://localhost:8501/v1/models/%s:predict%n", file.toAbsolutePath(), name);
    String body = Files.readString(file);
    out.printf("where the file holds %s…%n", body.substring(0, Math.min(110, body.length())));
  }
}
