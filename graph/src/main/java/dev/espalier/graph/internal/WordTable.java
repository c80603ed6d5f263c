package dev.espalier.graph.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.HashTable;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/**
 * A hash table of words in a serving graph. The words are in the graph, so that the model needs no
 * file but its own.
 */
final class WordTable {
  /** A graph of 2 GB cannot be stored; words may take a quarter of it. */
  private static final long MAX_BYTES = 1L << 29;

  private final Ops tf;
  private final HashTable table;
  private final Op initializer;

  /** Word i is found as i. */
  WordTable(Ops tf, String feature, List<String> words) {
    this.tf = tf;
    Ops own = tf.withSubScope(feature);
    // Models that are loaded into one process share tables of one name: a name per content.
    String name = feature + "/" + digest(feature, words);
    this.table =
        own.withName("table").hashTable(TString.class, TInt64.class, HashTable.sharedName(name));
    this.initializer =
        own.withName("initialize")
            .initializeTable(
                table,
                own.constant(NdArrays.vectorOfObjects(words.toArray(new String[0]))),
                own.constant(LongStream.range(0, words.size()).toArray()));
  }

  /** Fills the table. */
  Op initializer() {
    return initializer;
  }

  /** The number of each word, or this number where it is not in the table. */
  Operand<TInt64> find(Operand<TString> words, long unknown) {
    return tf.lookupTableFind(table, words, tf.constant(unknown));
  }

  private static String digest(String feature, List<String> words) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      long bytes = 0;
      for (String word : words) {
        byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
        bytes += utf8.length + 2;
        sha.update(utf8);
        // No UTF-8 text has this byte, so that no two lists run together.
        sha.update((byte) 0xff);
      }
      if (bytes > MAX_BYTES) {
        throw new IllegalArgumentException(
            "The words of feature \"%s\" take %d bytes, allowed are %d. Use a hashed feature."
                .formatted(feature, bytes, MAX_BYTES));
      }
      return HexFormat.of().formatHex(sha.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
