package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashBucketTest {

  /** From tf.strings.to_hash_bucket_fast of TensorFlow 2.21.0, one word per path of the hash. */
  @ParameterizedTest
  @CsvSource({
    "'', 6, 263, 1699943623",
    "a, 5, 939, 493484721",
    "hello, 5, 296, 441440317",
    "Zürich, 0, 643, 1257786736",
    "日本語, 4, 783, 777687947",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, 1, 852, 76221941",
    "'the quick brown fox jumps over the lazy dog, twice or thrice, and more than sixty-four bytes',"
        + " 5, 61, 1519083830"
  })
  void isTensorFlowsStringToHashBucketFast(String word, int of7, int of1000, int of2To31) {
    assertThat(HashBucket.of(word, 7)).isEqualTo(of7);
    assertThat(HashBucket.of(word, 1000)).isEqualTo(of1000);
    assertThat(HashBucket.of(word, Integer.MAX_VALUE)).isEqualTo(of2To31);
    assertThat(HashBucket.of(word, 1)).isZero();
  }
}
