package dev.espalier.samples.cli;

import dev.espalier.training.Score;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads {@code mean}, {@code worst}, or metrics of tasks that add up, such as {@code
 * click/auc*0.7,buy/log_loss*0.3}; without a metric a task's main one.
 */
final class ScoreConverter implements ITypeConverter<Score> {
  private static final Pattern TERM =
      Pattern.compile("([^/*,]+)(?:/([^*,]+))?(?:\\*(-?\\d+(?:\\.\\d+)?))?");

  @Override
  public Score convert(String value) {
    if (value.equals("mean")) {
      return Score.mean();
    }
    return value.equals("worst")
        ? Score.worst()
        : Arrays.stream(value.split(",", -1)).map(ScoreConverter::term).reduce(Score::plus).get();
  }

  private static Score term(String text) {
    Matcher term = TERM.matcher(text);
    if (!term.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not of the form TASK, TASK/METRIC or TASK/METRIC*WEIGHT");
    }
    String metric = term.group(2);
    Score score = metric == null ? Score.task(term.group(1)) : Score.metric(term.group(1), metric);
    return term.group(3) == null ? score : score.times(Double.parseDouble(term.group(3)));
  }
}
