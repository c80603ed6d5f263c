package dev.espalier.training.internal;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
import dev.espalier.graph.FrozenModel;
import dev.espalier.graph.GoldenBatch;
import dev.espalier.graph.Predictions;
import dev.espalier.graph.SavedModels;
import dev.espalier.training.ExportReport;
import dev.espalier.training.data.EncodedExamples;
import dev.espalier.training.data.Encoding;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.RequestColumns;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Exports a model, and compares what is served with what the model says before it appears.
 *
 * @param model what is exported
 * @param session its graph
 * @param answers what the model says
 */
public record Exporting(
    FrozenModel model, TrainingSession session, Function<EncodedExamples, Predictions> answers) {
  /** Given examples to compare on where of the generated ones none can be. */
  private static final int FEW = 32;

  /** Exports all of it. */
  public ExportReport whole(Path base, long version) {
    Topology topology = topology();
    Examples golden = GoldenExamples.of(topology, model.fitted());
    EncodedExamples encoded = encoded(golden);
    Path directory = export(model, base, version, batch(golden, encoded).only(decided(encoded)));
    return new ExportReport(directory, model.pruning(), null);
  }

  /** Exports it without the experts that none of these examples reaches. */
  public ExportReport reached(Path base, long version, Examples examples) {
    Topology topology = topology();
    Unreached unreached = Unreached.of(model.plan(), () -> session.picks(encoded(examples)));
    FrozenModel without = model.without(unreached.byStep());
    Examples golden = GoldenExamples.of(topology, model.fitted());
    EncodedExamples encoded = encoded(golden);
    List<PickedExperts> picks = session.picks(encoded);
    IntPredicate same = row -> unreached.isUnreachedBy(row, picks);
    if (IntStream.range(0, golden.rows()).noneMatch(same)) {
      golden = examples.take(IntStream.range(0, Math.min(FEW, examples.rows())).toArray());
      encoded = encoded(golden);
      same = row -> true;
    }
    GoldenBatch batch = batch(golden, encoded).only(same.and(decided(encoded)));
    Path directory = export(without, base, version, batch);
    double difference =
        ServedDifference.of(directory, topology, examples, some -> answers.apply(encoded(some)));
    return new ExportReport(
        directory, without.pruning(), unreached.told(examples.rows(), difference));
  }

  private Topology topology() {
    return model.plan().topology();
  }

  private EncodedExamples encoded(Examples examples) {
    return Encoding.encodeInputs(topology(), model.fitted(), examples);
  }

  private GoldenBatch batch(Examples golden, EncodedExamples encoded) {
    return GoldenBatch.of(RequestColumns.of(topology(), golden), answers.apply(encoded))
        .nudged(answers.apply(encoded.nudged()));
  }

  /** Of which examples rounding does not decide where they leave a cascade. */
  private IntPredicate decided(EncodedExamples encoded) {
    if (topology().exits().isEmpty()) {
      return row -> true;
    }
    List<List<float[]>> depths = session.depths(encoded);
    return row -> Sweep.isDecided(topology(), depths, row);
  }

  private Path export(FrozenModel exported, Path base, long version, GoldenBatch batch) {
    return SavedModels.export(exported, base, version, TopologyJson.write(topology()), batch);
  }
}
