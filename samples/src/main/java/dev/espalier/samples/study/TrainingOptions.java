package dev.espalier.samples.study;

import dev.espalier.dsl.plan.Plan;
import dev.espalier.training.TrainingSettings;
import java.util.List;
import java.util.Optional;

/** What a study has to know of the command that trains. */
public interface TrainingOptions {

  /** What an option takes. */
  enum Kind {
    /** Nothing: it is there or not. */
    FLAG,
    /** Files or folders. */
    PATH,
    /** Anything else. */
    VALUE
  }

  /** What the option of this name, without dashes, takes; empty where there is none. */
  Optional<Kind> kind(String option);

  /** The options that a study may set, without dashes. */
  List<String> names();

  /**
   * The settings that a training with these arguments would have.
   *
   * @throws StudyException where they are wrong, or do not fit what is trained
   */
  TrainingSettings check(List<String> arguments, Plan plan);
}
