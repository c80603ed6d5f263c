package dev.espalier.samples.cli;

import dev.espalier.graph.Device;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code cpu} or {@code gpu:0}. */
final class DeviceConverter implements ITypeConverter<Device> {
  private static final Pattern GPU = Pattern.compile("gpu(?::(\\d{1,3}))?");

  @Override
  public Device convert(String value) {
    Matcher gpu = GPU.matcher(value);
    if (value.equals("cpu")) {
      return Device.cpu();
    }
    if (!gpu.matches()) {
      throw new TypeConversionException("'" + value + "' is neither cpu nor gpu:N");
    }
    return Device.gpu(gpu.group(1) == null ? 0 : Integer.parseInt(gpu.group(1)));
  }
}
