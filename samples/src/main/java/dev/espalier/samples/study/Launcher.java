package dev.espalier.samples.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts trainings in processes of their own, of this virtual machine and class path.
 *
 * @param mainClass whose {@code train} it is
 * @param capacity what each of them may take
 * @param score that says which epoch is best
 * @param tensorBoard whether each writes what TensorBoard shows
 */
record Launcher(String mainClass, Capacity capacity, String score, boolean tensorBoard) {

  /**
   * Starts a trial, or lets it go on from its last checkpoint.
   *
   * @param folder of the trial, whose {@code topology.json} is there
   */
  Process start(TrialPlan trial, Path folder) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx" + capacity.heapMib() + "m",
                "-XX:ActiveProcessorCount=" + capacity.threads(),
                "-cp",
                System.getProperty("java.class.path"),
                mainClass,
                "train",
                "--topology=" + folder.resolve("topology.json"),
                "--out=" + folder,
                "--best=" + score,
                "--resume",
                "--stop-with-input",
                "--json"));
    if (tensorBoard) {
      command.add("--tensorboard=" + folder.resolve("tensorboard"));
    }
    command.addAll(trial.arguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    // What Espalier leaves to TensorFlow is a thread per core of the machine otherwise.
    String threads = Integer.toString(capacity.threads());
    builder
        .environment()
        .putAll(
            Map.of(
                "TF_NUM_INTEROP_THREADS", threads,
                "TF_NUM_INTRAOP_THREADS", threads,
                "OMP_NUM_THREADS", threads));
    return builder
        .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("log.txt").toFile()))
        .start();
  }
}
