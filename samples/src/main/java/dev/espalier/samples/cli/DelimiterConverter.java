package dev.espalier.samples.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a character between cells; a tab is hard to type. */
final class DelimiterConverter implements ITypeConverter<Character> {

  @Override
  public Character convert(String value) {
    if (value.equals("tab") || value.equals("\\t")) {
      return '\t';
    }
    if (value.length() != 1) {
      throw new TypeConversionException("'" + value + "' is not one character");
    }
    return value.charAt(0);
  }
}
