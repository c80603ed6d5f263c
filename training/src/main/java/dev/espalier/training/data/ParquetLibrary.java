package dev.espalier.training.data;

import dev.espalier.dsl.Problem;
import java.util.List;

/** Whether the library that reads Parquet is there: it is large, and many do without it. */
final class ParquetLibrary {
  private static final List<String> NEEDED =
      List.of(
          "org.apache.parquet.hadoop.ParquetFileReader",
          "org.apache.hadoop.io.Writable",
          "org.apache.hadoop.mapreduce.JobContext");

  private ParquetLibrary() {}

  /**
   * Returns where it is there.
   *
   * @throws ExamplesException that names what to add
   */
  static void require(ClassLoader from) {
    for (String type : NEEDED) {
      try {
        Class.forName(type, false, from);
      } catch (ClassNotFoundException | LinkageError gone) {
        throw new ExamplesException(
            new Problem(
                "parquet",
                "a class path without " + type,
                "one with org.apache.parquet:parquet-hadoop:1.18.1,"
                    + " org.apache.hadoop:hadoop-common:3.5.0 and"
                    + " org.apache.hadoop:hadoop-mapreduce-client-core:3.5.0",
                "Add these to the build, those of Hadoop without what they depend on"),
            gone);
      }
    }
  }
}
