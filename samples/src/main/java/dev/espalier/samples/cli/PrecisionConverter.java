package dev.espalier.samples.cli;

import dev.espalier.graph.Device;
import dev.espalier.graph.Precision;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code float32}, {@code bfloat16} or {@code fastest}. */
final class PrecisionConverter implements ITypeConverter<Precision> {
  @Override
  public Precision convert(String value) {
    return switch (value) {
      case "float32" -> Precision.float32();
      case "bfloat16" -> Precision.bfloat16();
      case "fastest" -> Precision.fastest(Device.cpu());
      default ->
          throw new TypeConversionException("'" + value + "' is not float32, bfloat16 or fastest");
    };
  }
}
