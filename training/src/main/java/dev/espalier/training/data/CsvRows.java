package dev.espalier.training.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.espalier.dsl.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Streams the records of a file; everything that cannot be read is told with its line. */
final class CsvRows {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Most columns of a file: one per number of the widest vector features. */
  private static final int MOST_COLUMNS = 1 << 17;

  private final Path file;
  private final CsvFormat format;

  CsvRows(Path file, CsvFormat format) {
    this.file = file;
    this.format = format;
  }

  /** Takes one row after another. */
  @FunctionalInterface
  interface Visitor {
    void visit(long line, List<String> cells);
  }

  /** Names of the columns: those of the format, or the file's first line. */
  List<String> names() {
    if (!format.names().isEmpty()) {
      return format.names();
    }
    List<String> names = new ArrayList<>();
    records(
        (line, cells) -> {
          names.addAll(cells);
          CsvFormat.checkNames(place(line), names);
          return false;
        });
    if (names.isEmpty()) {
      throw new ExamplesException(
          new Problem(source(), "no line", "a header and rows", "Give a file with a header"));
    }
    return names;
  }

  /** Calls the visitor for each line but the header and blank ones. */
  void forEach(Visitor visitor) {
    boolean[] isHeader = {format.names().isEmpty()};
    records(
        (line, cells) -> {
          if (!isHeader[0]) {
            visitor.visit(line, cells);
          }
          isHeader[0] = false;
          return true;
        });
  }

  @FunctionalInterface
  private interface Taker {
    /** Whether to go on. */
    boolean take(long line, List<String> cells);
  }

  private void records(Taker taker) {
    long line = 1;
    try (Reader text = open();
        CsvReader<CsvRecord> records = reader(text)) {
      for (CsvRecord record : records) {
        line = record.getStartingLineNumber();
        if (!isBlank(record) && !taker.take(line, trim(record.getFields()))) {
          return;
        }
      }
    } catch (CsvParseException e) {
      throw new ExamplesException(
          new Problem(
              place(line) + " or after",
              String.valueOf(e.getMessage()),
              "cells quoted as CsvFormat says",
              "Close the quote, double a quote inside of a quoted cell, or set CsvFormat.quote"),
          e);
    } catch (IOException e) {
      throw unreadable(line, e);
    } catch (UncheckedIOException e) {
      throw unreadable(line, Objects.requireNonNull(e.getCause()));
    }
  }

  private CsvReader<CsvRecord> reader(Reader text) {
    return CsvReader.builder()
        .fieldSeparator(format.delimiter())
        .quoteCharacter(format.quote())
        .trimWhitespacesAroundQuotes(format.trimmed())
        .allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .build(CsvRecordHandler.builder().maxFields(MOST_COLUMNS).build(), text);
  }

  private Reader open() throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try {
      if (file.toString().endsWith(".gz")) {
        bytes = new GZIPInputStream(bytes, 1 << 16);
      }
      bytes = new BufferedInputStream(bytes);
      bytes.mark(BYTE_ORDER_MARK.length);
      if (!Arrays.equals(bytes.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
        bytes.reset();
      }
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
    // A decoder of its own, because the usual one replaces what it cannot decode.
    return new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
  }

  private List<String> trim(List<String> cells) {
    if (!format.trimmed()) {
      return cells;
    }
    List<String> trimmed = new ArrayList<>(cells.size());
    for (String cell : cells) {
      trimmed.add(cell.strip());
    }
    return trimmed;
  }

  /** Whether a line holds nothing but blanks, which in a file of one column is no value either. */
  private static boolean isBlank(CsvRecord record) {
    return record.getFieldCount() == 1 && record.getField(0).isBlank();
  }

  private ExamplesException unreadable(long line, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new ExamplesException(
          new Problem(file.toString(), "no such file", "a file", "Correct the path"), e);
    }
    if (e instanceof CharacterCodingException) {
      return new ExamplesException(
          new Problem(
              place(line) + " or after",
              "bytes that are no UTF-8",
              "UTF-8",
              "Convert the file, for example with iconv"),
          e);
    }
    return new ExamplesException(
        new Problem(
            place(line) + " or after",
            e.toString(),
            "a file that can be read to its end",
            "See that the file is complete and readable"),
        e);
  }

  /** Where a line is. */
  String place(long line) {
    return source() + " line " + line;
  }

  /** The file's name without its folders. */
  String source() {
    return String.valueOf(file.getFileName());
  }
}
