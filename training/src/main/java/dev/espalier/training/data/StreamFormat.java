package dev.espalier.training.data;

/** How the files of a stream are written. */
public sealed interface StreamFormat {

  /**
   * Comma-separated values in UTF-8; a file whose name ends in {@code .gz} is compressed.
   *
   * @param format delimiter, names, missing values
   */
  record Csv(CsvFormat format) implements StreamFormat {}

  /**
   * Records of tf.Example, one per row, as TensorFlow's {@code TFRecordWriter} writes them; a file
   * whose name ends in {@code .gz} is compressed. A feature that a record lacks is missing in its
   * row; one with several values is a vector or a list. Which features there are and of which types
   * ({@code float_list}, {@code int64_list}, {@code bytes_list} of UTF-8) is what the first 1,024
   * records of the first file say.
   */
  record TfRecord() implements StreamFormat {}

  /**
   * Columns of Parquet, read one row group after the other. Numbers of any width, decimals,
   * booleans (1 and 0), texts, and lists of these (logical type LIST) as vectors, sequences or
   * several values; null is a missing value. The pages may be plain, or compressed with Snappy,
   * gzip, Zstandard or LZ4_RAW. Dates and times, maps and structures are refused where the topology
   * reads them.
   *
   * <p>Who reads Parquet adds {@code org.apache.parquet:parquet-hadoop}, and {@code
   * org.apache.hadoop:hadoop-common} and {@code org.apache.hadoop:hadoop-mapreduce-client-core}
   * without what these depend on: 17 MB that others need not have.
   */
  record Parquet() implements StreamFormat {}
}
