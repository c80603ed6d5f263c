package dev.espalier.samples.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 512m} or {@code 2g} as MiB. */
final class MebibytesConverter implements ITypeConverter<Integer> {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})([mg])");

  @Override
  public Integer convert(String value) {
    Matcher size = SIZE.matcher(value.toLowerCase(Locale.ROOT));
    if (!size.matches() || Integer.parseInt(size.group(1)) == 0) {
      throw new TypeConversionException("'" + value + "' is no size such as 512m or 2g");
    }
    return Integer.parseInt(size.group(1)) * (size.group(2).equals("g") ? 1024 : 1);
  }
}
