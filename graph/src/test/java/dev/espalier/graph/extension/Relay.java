package dev.espalier.graph.extension;

import dev.espalier.dsl.Stream;
import dev.espalier.dsl.WeightDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A block for tests: what it gives a task is added, scaled, to what it gives the next one. */
public record Relay() implements CustomBlock {

  @Override
  public List<Stream> after(List<Stream> in, List<String> tasks) {
    return in;
  }

  @Override
  public List<WeightDeclaration> weights(Site site) {
    return List.of(WeightDeclaration.vector("scale", site.in().get(0).width(), 0.5f));
  }

  @Override
  public List<Integer> reads(int out, List<Stream> in) {
    return IntStream.rangeClosed(0, out).boxed().toList();
  }

  @Override
  public List<Operand<TFloat32>> apply(BlockSite site, List<Operand<TFloat32>> in) {
    List<Operand<TFloat32>> out = new ArrayList<>(List.of(in.get(0)));
    for (int i = 1; i < in.size(); i++) {
      Operand<TFloat32> handed = site.tf().math.mul(out.get(i - 1), site.weight("scale"));
      out.add(site.tf().math.add(in.get(i), handed));
    }
    return out;
  }
}
