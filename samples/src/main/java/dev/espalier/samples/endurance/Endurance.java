package dev.espalier.samples.endurance;

import dev.espalier.training.report.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What a training survives, measured: processes that are killed or told to end, checkpoints that
 * are damaged, many steps.
 *
 * @param mainClass of the {@code espalier} command, which trains in processes of its own
 * @param folder for tables, runs and logs
 * @param kills how many processes are killed, half of them with a streamed table
 * @param terminations how many are told to end, half of them with a streamed table
 * @param damages how many times checkpoints are damaged
 * @param memorySteps steps in which the resident size is watched, after as many for warming up; 0
 *     for none
 * @param stepsPerInterruption steps of the trainings for each interruption
 */
public record Endurance(
    String mainClass,
    Path folder,
    int kills,
    int terminations,
    int damages,
    long memorySteps,
    long stepsPerInterruption) {

  /**
   * What came of it.
   *
   * @param table what was done, how often, and what became of it
   * @param sound whether nothing was lost, every outcome was the documented one and memory stayed
   */
  public record Result(TextTable table, boolean sound) {}

  /** Runs it all; each part is told when it is done. */
  public Result run(Consumer<String> told) throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    boolean sound = true;
    if (memorySteps > 0) {
      MemoryStudy.Outcome memory = MemoryStudy.inOwnProcess(memorySteps);
      sound &= memory.isFlat();
      add(rows, told, "steps", memory.steps(), text(memory));
    }
    Path run = folder.resolve("run");
    run(false, 1).prepare();
    for (boolean streamed : new boolean[] {false, true}) {
      for (Interruption interruption : Interruption.values()) {
        int all = interruption == Interruption.KILL ? kills : terminations;
        int count = streamed ? all / 2 : all - all / 2;
        if (count > 0) {
          EnduranceRun trained =
              run(streamed, count).in(folder.resolve(interruption + (streamed ? "-stream" : "")));
          InterruptionStudy.Outcome outcome =
              new InterruptionStudy(trained, 5).run(interruption, count);
          sound &= outcome.isSound() && outcome.sent() == count;
          run = trained.run();
          add(rows, told, text(interruption, streamed), outcome.sent(), text(outcome));
        }
      }
    }
    if (damages > 0 && kills + terminations == 0 && !run(false, 1).finish()) {
      throw new IllegalStateException("The training failed: " + run(false, 1).log());
    }
    int kinds = Damage.values().length;
    for (Damage damage : damages == 0 ? new Damage[0] : Damage.values()) {
      int rounds = (damages + damage.ordinal()) / kinds;
      DamageStudy.Outcome outcome =
          new DamageStudy(run, folder.resolve("damaged"), damage.ordinal()).run(damage, rounds);
      sound &= outcome.isSound();
      String what = damage.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      add(rows, told, "checkpoints damaged: " + what, outcome.rounds(), text(outcome));
    }
    return new Result(new TextTable(List.of("what", "times", "what became of it"), rows), sound);
  }

  private EnduranceRun run(boolean streamed, int count) {
    return new EnduranceRun(
        mainClass, folder, folder.resolve("run"), streamed, stepsPerInterruption * count);
  }

  private static void add(
      List<List<String>> rows, Consumer<String> told, String what, long times, String outcome) {
    rows.add(List.of(what, String.format(Locale.ROOT, "%,d", times), outcome));
    told.accept(what + ": " + outcome);
  }

  private static String text(Interruption interruption, boolean streamed) {
    return "SIG" + interruption + (streamed ? ", a streamed table" : ", a table in memory");
  }

  private static String text(InterruptionStudy.Outcome outcome) {
    return String.format(
        Locale.ROOT,
        "%d checkpoints lost, %d other exit codes, weights after %,d steps %s",
        outcome.lost(),
        outcome.otherExit(),
        outcome.steps(),
        outcome.equal() ? "equal bit by bit" : "differ");
  }

  private static String text(DamageStudy.Outcome outcome) {
    return "%d fell back to the newest whole one, %d refused as none was whole, %d wrong"
        .formatted(outcome.fellBack(), outcome.refused(), outcome.wrong());
  }

  private static String text(MemoryStudy.Outcome memory) {
    return String.format(
        Locale.ROOT,
        "%.1f MiB after the warm-up, %.1f at the end, slope %.2f ± %.2f MiB in 100,000 steps",
        memory.first(),
        memory.last(),
        memory.slope(),
        memory.error());
  }
}
