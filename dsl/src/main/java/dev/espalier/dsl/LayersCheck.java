package dev.espalier.dsl;

import java.util.List;

/** The rules for the settings of one block, and of hidden layers wherever they are. */
final class LayersCheck {
  private final Limits limits;
  private final Problems problems;
  private final HierarchyCheck hierarchies;
  private final PositionedCheck positioned;

  /** Checks layers, and blocks that read none of the inputs by name. */
  LayersCheck(Limits limits, Problems problems) {
    this(new PositionedCheck(List.of(), limits, problems), limits, problems);
  }

  /** Checks layers, and blocks that may read inputs by name. */
  LayersCheck(PositionedCheck positioned, Limits limits, Problems problems) {
    this.positioned = positioned;
    this.limits = limits;
    this.problems = problems;
    this.hierarchies = new HierarchyCheck(limits, problems);
  }

  void block(String path, Block block) {
    if (block instanceof Cascade cascade) {
      Limits inside = limits.jsonNesting(limits.jsonNesting() - HierarchyCheck.BODY);
      LayersCheck check = new LayersCheck(positioned, inside, problems);
      for (int i = 0; i < cascade.body().size(); i++) {
        if (!(cascade.body().get(i) instanceof Cascade)) {
          check.block(cascade.path(path, i), cascade.body().get(i));
        }
      }
    } else if (!(block instanceof HierarchicalExperts hierarchy)) {
      flat(path, block);
    } else if (hierarchies.whole(path, hierarchy)) {
      level(path, hierarchy);
    }
  }

  private void level(String path, HierarchicalExperts hierarchy) {
    hierarchies.level(path, hierarchy);
    for (int i = 0; i < hierarchy.body().size(); i++) {
      Block block = hierarchy.body().get(i);
      if (block instanceof HierarchicalExperts inner) {
        level(hierarchy.path(path, i), inner);
      } else {
        flat(hierarchy.path(path, i), block);
      }
    }
  }

  private void flat(String path, Block block) {
    if (block instanceof Dense dense) {
      stack(path, dense.layers());
    } else if (block instanceof SharedBottom bottom) {
      stack(path, bottom.layers());
    } else if (block instanceof Experts experts) {
      problems.positive(path + ".count", experts.count(), limits.streams());
      stack(path, experts.layers());
    } else if (block instanceof Omoe omoe) {
      hidden(path + ".hidden", omoe.gate().hidden());
    } else if (block instanceof Mmoe mmoe) {
      hidden(path + ".hidden", mmoe.gate().hidden());
    } else if (block instanceof Snr snr) {
      problems.positive(path + ".subNetworks", snr.subNetworks(), limits.streams());
      stack(path, snr.layers());
      codes(path + ".codes", snr.codes());
      if (snr.granularity() == Snr.Granularity.PER_WEIGHT && snr.kind() == Snr.Kind.AVER) {
        problems.add(
            path + ".granularity",
            "PER_WEIGHT",
            "PER_CONNECTION with kind AVER, whose connections have no weights",
            "Use kind TRANS, or codes per connection");
      }
    } else if (block instanceof CrossNetwork cross) {
      problems.positive(path + ".layers", cross.layers(), limits.layers());
      if (cross.rank() != CrossNetwork.FULL) {
        problems.positive(path + ".rank", cross.rank(), limits.width());
      }
      problems.notNegative(path + ".l2", cross.l2());
    } else if (block instanceof FactorizationMachine machine) {
      problems.positive(path + ".factors", machine.factors(), limits.width());
      problems.notNegative(path + ".l2", machine.l2());
    } else if (block instanceof Gru gru) {
      positioned.gru(path, gru);
    } else if (block instanceof Conv conv) {
      positioned.conv(path, conv);
    } else if (block instanceof DselectK select) {
      problems.positive(path + ".k", select.k(), limits.streams());
      float gamma = select.gamma();
      problems.number(
          path + ".gamma", gamma, gamma >= 1e-6f, "1e-6 or more", "The usual value is 1");
      problems.notNegative(path + ".entropy", select.entropy());
    } else if (block instanceof SnrGate gate) {
      problems.positive(path + ".subNetworks", gate.subNetworks(), limits.streams());
      stack(path, gate.layers());
      codes(path + ".codes", gate.codes());
    } else if (block instanceof SparseMoe sparse) {
      new SparseCheck(limits, problems, this).block(path, sparse);
      new GranularityCheck(problems, positioned).block(path, sparse);
    } else if (block instanceof SnrToTasks snr) {
      codes(path + ".codes", snr.codes());
    } else {
      ofTasks(path, block);
    }
  }

  /** Layers of which there may be none, but no settings then. */
  void hidden(String path, Layers hidden) {
    layers(path, hidden);
    boolean unused =
        hidden.dropout() != 0
            || hidden.activation() != Activation.RELU
            || hidden.normalization() != Normalization.NONE;
    if (hidden.units().isEmpty() && unused) {
      problems.add(
          path + ".units",
          "no layer, but settings of layers",
          "one or more widths, or no setting but l2",
          "Give the units of a layer, or remove the settings");
    }
  }

  private void ofTasks(String path, Block block) {
    if (block instanceof SingleTask single) {
      stack(path, single.layers());
    } else if (block instanceof L2Constrained tied) {
      stack(path, tied.layers());
      problems.notNegative(path + ".strength", tied.strength());
    } else if (block instanceof CrossStitch stitch) {
      stack(path, stitch.layers());
      float own = stitch.own();
      problems.number(path + ".own", own, own >= 0 && own <= 1, "0 to 1", "The usual value is 0.9");
    } else if (block instanceof TensorFactorized factorized) {
      factorized(path, factorized);
    } else if (block instanceof Exit exit) {
      layers(path + ".tower", exit.tower());
    } else if (block instanceof Aitm aitm) {
      layers(path + ".transfer", aitm.transfer());
      problems.notNegative(path + ".calibration", aitm.calibration());
    } else if (block instanceof Cgc cgc) {
      level(path, cgc);
    } else if (block instanceof Ple ple) {
      int levels = ple.levels().size();
      problems.count(path + ".levels", levels, limits.layers(), "Add a level");
      for (int i = 0; i < Math.min(levels, limits.layers()); i++) {
        level(path + ".levels[" + i + "]", ple.levels().get(i));
      }
    }
  }

  private void factorized(String path, TensorFactorized block) {
    stack(path, block.layers());
    TensorFactorized.Ranks ranks = block.ranks();
    problems.positive(path + ".ranks.inputs", ranks.inputs(), limits.width());
    problems.positive(path + ".ranks.outputs", ranks.outputs(), limits.width());
    problems.positive(path + ".ranks.tasks", ranks.tasks(), limits.tasks());
    if (block.layers().normalization() != Normalization.NONE) {
      problems.add(
          path + ".normalization",
          block.layers().normalization().toString(),
          Normalization.NONE.toString(),
          "Put dense() with a normalisation behind it");
    }
  }

  private void level(String path, Cgc cgc) {
    problems.positive(path + ".shared", cgc.shared(), limits.streams());
    if (cgc.perTask() < 0 || cgc.perTask() > limits.streams()) {
      problems.add(
          path + ".perTask",
          cgc.perTask() + "",
          "0 to " + limits.streams(),
          "With 0 the tasks have no experts of their own");
    }
    stack(path, cgc.layers());
  }

  /** Layers of which there may be none. */
  void layers(String path, Layers layers) {
    problems.atMost(path + ".units", layers.units().size(), limits.layers(), "layers");
    for (int i = 0; i < Math.min(limits.layers(), layers.units().size()); i++) {
      problems.positive(path + ".units[" + i + "]", layers.units().get(i), limits.width());
    }
    float dropout = layers.dropout();
    problems.number(
        path + ".dropout",
        dropout,
        dropout >= 0 && dropout < 1,
        "0 up to but not 1",
        "Give the share to drop");
    problems.notNegative(path + ".l2", layers.l2());
  }

  /** Layers of which there is at least one. */
  void stack(String path, Layers layers) {
    if (layers.units().isEmpty()) {
      problems.add(path + ".units", "no layer", "one or more widths", "Give the units of a layer");
    }
    layers(path, layers);
  }

  private void codes(String path, HardConcrete codes) {
    float beta = codes.beta();
    float gamma = codes.gamma();
    float zeta = codes.zeta();
    float start = codes.initialLogAlpha();
    problems.number(path + ".beta", beta, beta >= 1e-6f, "1e-6 or more", "The usual value is 2/3");
    problems.number(
        path + ".gamma", gamma, gamma < 0, "a negative number", "The usual value is -0.1");
    problems.number(path + ".zeta", zeta, zeta > 1, "a number above 1", "The usual value is 1.1");
    problems.number(path + ".initialLogAlpha", start, true, "a finite number", "Start at 0");
    problems.notNegative(path + ".lambda", codes.lambda());
  }
}
