package dev.espalier.dsl.plan;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Snr;
import dev.espalier.dsl.Stream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one block of the shared body comes to. */
public sealed interface Step {

  /** Place in the topology, such as {@code topology.shared[1].snr}. */
  String path();

  /** The block this step carries out. */
  Block block();

  /** Streams that come in. */
  List<Stream> in();

  /** Streams that go out. */
  List<Stream> out();

  /** Its parameters. */
  List<Bank> banks();

  /** Multiply-adds for one example. */
  long multiplyAdds();

  /**
   * Networks side by side: dense, sharedBottom, experts. Network i reads stream i, or the only one.
   */
  record NetworksStep(
      String path, Block block, List<Stream> in, List<Stream> out, Networks networks)
      implements Step {
    @Override
    public List<Bank> banks() {
      return networks.banks();
    }

    @Override
    public long multiplyAdds() {
      return networks.multiplyAdds();
    }
  }

  /**
   * Streams weighed by softmax gates on the features: omoe has one gate, mmoe one per task.
   *
   * @param inputWidth width of the features
   * @param kernel a matrix [inputWidth, streams in] per gate
   * @param bias an offset [streams in] per gate, or null
   */
  record MixtureStep(
      String path,
      Block block,
      List<Stream> in,
      List<Stream> out,
      int inputWidth,
      Bank kernel,
      @Nullable Bank bias)
      implements Step {
    @Override
    public List<Bank> banks() {
      return bias == null ? List.of(kernel) : List.of(kernel, bias);
    }

    @Override
    public long multiplyAdds() {
      long gate = Plan.times(inputWidth, in.size());
      long mix = Plan.times(in.size(), in.get(0).width());
      return Plan.times(Plan.plus(gate, mix), out.size());
    }
  }

  /**
   * Sub-network routing.
   *
   * @param block the block
   * @param logAlpha one member of shape [sub-networks, streams in]
   * @param trans a matrix [width in, width in] per connection, output by output; null for kind Aver
   * @param networks the sub-networks
   */
  record SnrStep(
      String path,
      Snr block,
      List<Stream> in,
      List<Stream> out,
      Bank logAlpha,
      @Nullable Bank trans,
      Networks networks)
      implements Step {
    @Override
    public List<Bank> banks() {
      List<Bank> banks = new ArrayList<>(List.of(logAlpha));
      if (trans != null) {
        banks.add(trans);
      }
      banks.addAll(networks.banks());
      return banks;
    }

    @Override
    public long multiplyAdds() {
      long width = in.get(0).width();
      long connection = trans == null ? width : Plan.times(width, width);
      long connections = Plan.times(in.size(), block.subNetworks());
      return Plan.plus(Plan.times(connection, connections), networks.multiplyAdds());
    }
  }
}
