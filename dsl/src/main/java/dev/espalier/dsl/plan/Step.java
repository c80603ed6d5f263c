package dev.espalier.dsl.plan;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Stream;
import java.util.List;

/** What one block of the shared body, or one level of it, comes to. */
public sealed interface Step
    permits NetworksStep,
        MixtureStep,
        SnrStep,
        SnrGateStep,
        DselectStep,
        SparseStep,
        CrossStep,
        FactorizationStep,
        GruStep,
        ConvStep,
        ConcatStep,
        StitchStep,
        FactorizedStep,
        CgcStep,
        HierarchicalStep,
        TransferStep,
        ExitStep,
        CustomStep {

  /** Place in the topology, such as {@code topology.shared[1].snr}; of one step only. */
  String path();

  /** The block this step carries out. */
  Block block();

  /** Streams that come in. */
  List<Stream> in();

  /** Streams that go out. */
  List<Stream> out();

  /** Whether it reads the stream of features beside its streams. */
  default boolean readsFeatures() {
    return false;
  }

  /** Its parameters. */
  List<Bank> banks();

  /** Multiply-adds for one example. */
  long multiplyAdds();
}
