package dev.espalier.samples.bench;

import dev.espalier.graph.Execution;
import dev.espalier.graph.RawColumn;
import dev.espalier.graph.ServedModel;
import dev.espalier.samples.TemporaryFolder;
import dev.espalier.training.Model;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.data.Examples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers of a workload's model that was exported after one step. */
final class TimedAnswers implements Timed {
  private final ServedModel served;
  private final List<Map<String, RawColumn>> requests;

  TimedAnswers(Bench.Settings settings, Execution execution) throws IOException {
    Workload workload = settings.workload();
    Path folder = TemporaryFolder.create("espalier-bench");
    try (Model model = Model.compile(workload.topology())) {
      Examples few = BenchData.drawn(workload, 32).examples();
      model.fit(few, few, TrainingSettings.builder().batchSize(32).steps(1).build());
      served = ServedModel.load(model.export(folder, 1).directory(), execution);
    }
    requests = BenchData.requests(workload, settings.batch());
  }

  @Override
  public void once(int batch) {
    served.predict("serving_default", requests.get(batch % requests.size()));
  }

  @Override
  public double loss() {
    return 0;
  }

  @Override
  public @Nullable Integer operations() {
    return null;
  }

  @Override
  public void close() {
    served.close();
  }
}
