package dev.espalier.training.data;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;

/**
 * The row of a hashed word: what TensorFlow's operation {@code StringToHashBucketFast} gives, which
 * is FarmHash's {@code Fingerprint64} of the word in UTF-8, unsigned modulo the number of rows.
 */
final class HashBucket {
  private static final Hasher64 FINGERPRINT = Hashing.farmHashNa();

  private HashBucket() {}

  static int of(String word, int buckets) {
    long fingerprint = FINGERPRINT.hashBytesToLong(word.getBytes(StandardCharsets.UTF_8));
    return (int) Long.remainderUnsigned(fingerprint, buckets);
  }
}
