package dev.espalier.samples.cli;

import dev.espalier.training.EarlyStopping;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads {@code 3}, for the mean of the tasks, {@code click:3}, for one task, or {@code per-task:3},
 * for each by itself.
 */
final class EarlyStoppingConverter implements ITypeConverter<EarlyStopping> {
  private static final Pattern FORM = Pattern.compile("(?:(.+):)?(\\d{1,9})");

  @Override
  public EarlyStopping convert(String value) {
    Matcher form = FORM.matcher(value);
    if (!form.matches() || Integer.parseInt(form.group(2)) < 1) {
      throw new TypeConversionException(
          "'" + value + "' is neither a number of validations nor TASK:NUMBER");
    }
    int patience = Integer.parseInt(form.group(2));
    String task = form.group(1);
    if ("per-task".equals(task)) {
      return EarlyStopping.perTask(patience);
    }
    return task == null ? EarlyStopping.onMean(patience) : EarlyStopping.onTask(task, patience);
  }
}
