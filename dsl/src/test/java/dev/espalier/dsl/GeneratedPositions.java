package dev.espalier.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Legal features of several positions, and blocks that read them. */
final class GeneratedPositions {
  private final Random random;
  private final List<Positioned> features = new ArrayList<>();

  GeneratedPositions(Random random) {
    this.random = random;
  }

  /** A sequence or an image of this name; an unpooled one only if there are other features. */
  Feature feature(String name, boolean first) {
    Numeric each = Features.numeric(name, 1 + random.nextInt(3));
    each = random.nextInt(3) == 0 ? each.raw() : each;
    each = random.nextInt(3) == 0 ? each.quantiles(2 + random.nextInt(4)) : each;
    each = random.nextInt(3) == 0 ? each.log() : each;
    Positioned made = random.nextInt(3) == 0 ? image(each, first) : sequence(each, name, first);
    features.add(made);
    return made;
  }

  private Sequence sequence(Numeric each, String name, boolean first) {
    Sequence sequence = Features.sequence(each, 2 + random.nextInt(3));
    sequence =
        switch (random.nextInt(4)) {
          case 0 -> sequence.length("length-of-" + name);
          case 1 -> sequence.mask("mask-of-" + name);
          default -> sequence;
        };
    return switch (random.nextInt(first ? 4 : 5)) {
      case 0 -> sequence.sum();
      case 1 -> sequence.max();
      case 2 -> sequence.flat();
      case 3 -> sequence;
      default -> sequence.unpooled();
    };
  }

  private Image image(Numeric each, boolean first) {
    Image image = Features.image(each, 1 + random.nextInt(4), 2 + random.nextInt(3));
    return switch (random.nextInt(first ? 2 : 3)) {
      case 0 -> image.flat();
      case 1 -> image.mean();
      default -> image;
    };
  }

  /** How a list may be pooled that has the rows of this feature. */
  Multivalent withAttention(Multivalent list, String target) {
    return list.pooling(
        random.nextBoolean()
            ? Pooling.attention(target)
            : new Pooling.Attention(target, Layers.of(3).activation(Activation.SIGMOID)));
  }

  /** What nothing else would read. */
  List<Block> needed() {
    List<Block> blocks = new ArrayList<>();
    for (Positioned feature : features) {
      if (feature.pooling() instanceof Pooling.Unpooled) {
        blocks.add(reader(feature));
      }
    }
    return blocks;
  }

  /** The same experts for each position of any of the features, if there are some. */
  SparseMoe routed(SparseMoe block) {
    if (features.isEmpty()) {
      return block;
    }
    String feature = features.get(random.nextInt(features.size())).name();
    return switch (random.nextInt(3)) {
      case 0 -> block.perPosition(feature);
      case 1 -> block.perPosition(feature, new Pooling.Sum());
      default -> block.perPosition(feature, new Pooling.Max());
    };
  }

  /** A block that reads any of the features, or this one where there is none. */
  Block readerOr(Block other) {
    return features.isEmpty() ? other : reader(features.get(random.nextInt(features.size())));
  }

  private Block reader(Positioned feature) {
    float l2 = random.nextInt(3) == 0 ? 1e-3f : 0f;
    if (feature instanceof Image) {
      Conv conv = Blocks.conv(feature.name(), random.ints(1 + random.nextInt(2), 1, 4).toArray());
      conv = random.nextBoolean() ? conv : conv.kernelSize(2).stride(1).activation(Activation.ELU);
      return conv.l2(l2);
    }
    return Blocks.gru(feature.name(), 1 + random.nextInt(3)).l2(l2);
  }
}
