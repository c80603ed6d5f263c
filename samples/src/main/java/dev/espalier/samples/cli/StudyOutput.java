package dev.espalier.samples.cli;

import dev.espalier.samples.study.Capacity;
import dev.espalier.samples.study.StudyListener;
import dev.espalier.samples.study.StudyResult;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says what a study is about, how it goes, and what came out. */
interface StudyOutput extends StudyListener {

  /** What would be run, and how. */
  void planned(StudyResult plan, Capacity capacity);

  /** What came out, also where a signal ended it. */
  void result(StudyResult result, Path folder, @Nullable String signal);

  @Override
  default boolean stopRequested() {
    return false;
  }

  /** The output that suits whoever reads. */
  static StudyOutput to(Console console) {
    return console.json() ? new StudyEvents(console) : new StudyText(console);
  }
}
