package dev.espalier.training.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a column of Parquet become.
 *
 * @param kind integers, numbers or texts
 * @param reading takes the value that is there
 */
record ParquetType(CellKind kind, Reading reading) {

  /** Takes the value that a reader is at. */
  interface Reading {
    void read(ColumnReader from, ParquetValues to);
  }

  /** What values of this type become; null where they have no place in examples, as dates. */
  static @Nullable ParquetType of(PrimitiveType type) {
    LogicalTypeAnnotation means = type.getLogicalTypeAnnotation();
    if (means instanceof DecimalLogicalTypeAnnotation decimal) {
      return decimal(type, decimal.getScale());
    }
    boolean whole = means == null || means instanceof IntLogicalTypeAnnotation;
    boolean signed = !(means instanceof IntLogicalTypeAnnotation sized) || sized.isSigned();
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> integers((from, to) -> to.add(from.getBoolean() ? 1L : 0L));
      case INT32 ->
          !whole
              ? null
              : signed
                  ? integers((from, to) -> to.add((long) from.getInteger()))
                  : integers((from, to) -> to.add(Integer.toUnsignedLong(from.getInteger())));
      case INT64 ->
          !whole
              ? null
              : signed
                  ? integers((from, to) -> to.add(from.getLong()))
                  : integers((from, to) -> unsigned(from.getLong(), to));
      case FLOAT -> numbers((from, to) -> to.add(from.getFloat()));
      case DOUBLE -> numbers((from, to) -> to.add(from.getDouble()));
      case BINARY ->
          isText(means) ? texts((from, to) -> to.add(from.getBinary().getBytes())) : null;
      case FIXED_LEN_BYTE_ARRAY ->
          means instanceof Float16LogicalTypeAnnotation
              ? numbers((from, to) -> to.add(half(from.getBinary().getBytes())))
              : null;
      case INT96 -> null; // a time
    };
  }

  /** Bytes of which nothing is said are mostly texts that an old program wrote. */
  private static boolean isText(@Nullable LogicalTypeAnnotation means) {
    return means == null
        || means instanceof StringLogicalTypeAnnotation
        || means instanceof EnumLogicalTypeAnnotation
        || means instanceof JsonLogicalTypeAnnotation;
  }

  private static void unsigned(long value, ParquetValues to) {
    if (value < 0) {
      to.refuse(
          Long.toUnsignedString(value), "an integer below 2^63", "Write such a column as text");
    } else {
      to.add(value);
    }
  }

  private static @Nullable ParquetType decimal(PrimitiveType type, int scale) {
    return switch (type.getPrimitiveTypeName()) {
      case INT32 -> numbers((from, to) -> to.add(decimal(from.getInteger(), scale)));
      case INT64 -> numbers((from, to) -> to.add(decimal(from.getLong(), scale)));
      case BINARY, FIXED_LEN_BYTE_ARRAY ->
          numbers((from, to) -> to.add(decimal(from.getBinary(), scale)));
      default -> null;
    };
  }

  private static float decimal(long digits, int scale) {
    return BigDecimal.valueOf(digits, scale).floatValue();
  }

  private static float decimal(Binary digits, int scale) {
    return new BigDecimal(new BigInteger(digits.getBytes()), scale).floatValue();
  }

  /** A number of 16 bits, the lower byte first: sign, 5 bits of exponent, 10 of fraction. */
  private static float half(byte[] bytes) {
    int bits = (bytes[0] & 0xff) | (bytes[1] & 0xff) << 8;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float value =
        exponent == 0
            ? Math.scalb((float) fraction, -24)
            : exponent == 0x1f
                ? fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN
                : Math.scalb((float) (fraction | 0x400), exponent - 25);
    return bits >> 15 == 0 ? value : -value;
  }

  private static ParquetType integers(Reading reading) {
    return new ParquetType(CellKind.INTEGER, reading);
  }

  private static ParquetType numbers(Reading reading) {
    return new ParquetType(CellKind.NUMBER, reading);
  }

  private static ParquetType texts(Reading reading) {
    return new ParquetType(CellKind.TEXT, reading);
  }

  /** A type in the words of the format, such as {@code DATE}. */
  static String words(Type type) {
    LogicalTypeAnnotation means = type.getLogicalTypeAnnotation();
    return means != null
        ? means.toString()
        : type.isPrimitive()
            ? type.asPrimitiveType().getPrimitiveTypeName().toString().toUpperCase(Locale.ROOT)
            : "a group of fields";
  }
}
