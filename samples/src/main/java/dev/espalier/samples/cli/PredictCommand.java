package dev.espalier.samples.cli;

import dev.espalier.graph.RawColumn;
import dev.espalier.graph.ServedModel;
import dev.espalier.graph.ServedSignature;
import dev.espalier.training.data.Examples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier predict}. */
@Command(
    name = "predict",
    header = "Ask an exported model, through its signature.",
    description = {
      "Writes a row of comma-separated values per example, or with --json an object per line.",
      "Columns that the model does not read are ignored."
    })
final class PredictCommand implements Callable<Integer> {
  @Mixin private Console console;
  @Mixin private CsvOptions csv;

  @Parameters(paramLabel = "MODEL", description = "A version, such as models/feed-ranking/1.")
  private Path model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "C.csv",
      description = "Examples, CSV or .parquet; labels are not needed.")
  private Path data;

  @Option(names = "--task", paramLabel = "TASK", description = "Only this task.")
  private @Nullable String task;

  @Option(
      names = "--out",
      paramLabel = "P.csv",
      defaultValue = "-",
      description = "Where to write; default - for standard output.")
  private String out;

  @Override
  public Integer call() throws IOException {
    InputFile.readable(data);
    if (!out.equals("-")) {
      InputFile.folder(Path.of(out).toAbsolutePath().resolveSibling(".").normalize());
    }
    try (ServedModel served = ServedModel.load(InputFile.folder(model))) {
      ServedSignature signature = served.signature(task == null ? "serving_default" : task);
      SignatureColumns columns = new SignatureColumns(signature);
      Examples examples = csv.read(data, columns::type);
      Map<String, RawColumn> request = columns.of(examples);
      Answers answers = new Answers(served, signature, request, examples.rows());
      if (!out.equals("-")) {
        int rows = AnswerCsv.write(answers, Path.of(out));
        if (console.json()) {
          console.json(AnswerJson.summary(model, out, rows));
        }
      } else if (console.json()) {
        answers.forEach(answer -> AnswerJson.rows(answer, signature, console::json));
      } else {
        AnswerCsv.write(answers, console.out());
      }
    }
    return 0;
  }
}
