package dev.espalier.training.data;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Decompresses pages in Java alone: a broken one is an exception, where a native library might end
 * the process. Parquet's own factory would want Hadoop's, and native ones.
 */
final class ParquetCodecs implements CompressionCodecFactory {

  /** What can be read. */
  static final Set<CompressionCodecName> KNOWN =
      EnumSet.of(
          CompressionCodecName.UNCOMPRESSED,
          CompressionCodecName.SNAPPY,
          CompressionCodecName.GZIP,
          CompressionCodecName.ZSTD,
          CompressionCodecName.LZ4_RAW);

  /** Every byte of LZ4 stands for at most so many; the others say how long they become. */
  private static final int MOST_BY_LZ4 = 256;

  /** Makes so many bytes out of others. */
  private interface Unpacking {
    byte[] bytes(byte[] packed, int size) throws IOException;
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName name) {
    throw new UnsupportedOperationException("Nothing is written.");
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
    return new Pages(
        switch (name) {
          case UNCOMPRESSED -> (packed, size) -> packed;
          case SNAPPY ->
              (packed, size) -> {
                require(SnappyDecompressor.getUncompressedLength(packed, 0), size);
                return unpack(SnappyDecompressor::new, packed, size);
              };
          case ZSTD ->
              (packed, size) -> {
                long says = ZstdDecompressor.getDecompressedSize(packed, 0, packed.length);
                require(says < 0 ? size : says, size);
                return unpack(ZstdDecompressor::new, packed, size);
              };
          case LZ4_RAW ->
              (packed, size) -> {
                require(Math.min(size, (long) packed.length * MOST_BY_LZ4), size);
                return unpack(Lz4Decompressor::new, packed, size);
              };
          case GZIP ->
              (packed, size) -> {
                try (GZIPInputStream in =
                    new GZIPInputStream(BytesInput.from(packed).toInputStream())) {
                  return in.readNBytes(size);
                }
              };
          default -> throw new IllegalArgumentException("compressed with " + name);
        });
  }

  private static byte[] unpack(Supplier<Decompressor> with, byte[] packed, int size) {
    byte[] bytes = new byte[size];
    int got = with.get().decompress(packed, 0, packed.length, bytes, 0, size);
    require(got, size);
    return bytes;
  }

  private static void require(long is, int size) {
    if (is != size) {
      throw new IllegalArgumentException("a page of " + is + " bytes in the place of " + size);
    }
  }

  @Override
  public void release() {
    // Nothing is kept.
  }

  /** Pages of one codec. */
  private record Pages(Unpacking with) implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput packed, int size) throws IOException {
      byte[] bytes = with.bytes(packed.toByteArray(), size);
      require(bytes.length, size);
      return BytesInput.from(bytes);
    }

    @Override
    public void decompress(ByteBuffer packed, int packedSize, ByteBuffer to, int size)
        throws IOException {
      byte[] from = new byte[packedSize];
      packed.get(from);
      byte[] bytes = with.bytes(from, size);
      require(bytes.length, size);
      to.put(bytes);
    }

    @Override
    public void release() {
      // Nothing is kept.
    }
  }
}
