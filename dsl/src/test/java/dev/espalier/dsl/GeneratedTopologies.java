package dev.espalier.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Legal topologies, each the same for the same seed, that between them use every feature, block,
 * task and setting. They are small enough to be run.
 */
public final class GeneratedTopologies {
  private static final String[] TEXTS = {"yes", "a b", "\"\\\n", "é€𝄞", "\u0000\u2028", "\ud800"};

  private final Random random;
  private final GeneratedPositions positions;
  private final GeneratedSparse sparse;
  private boolean crossed;

  private GeneratedTopologies(long seed) {
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    positions = new GeneratedPositions(random);
    sparse = new GeneratedSparse(random, positions);
  }

  /** The topology of this seed. */
  public static Topology of(long seed) {
    return new GeneratedTopologies(seed).topology("generated-" + seed);
  }

  /** The topologies of the seeds 0 to {@code count - 1}. */
  public static Stream<Topology> first(int count) {
    return IntStream.range(0, count).mapToObj(GeneratedTopologies::of);
  }

  private Topology topology(String name) {
    TopologyBuilder builder = Topology.builder(name);
    for (int i = 0, n = 1 + random.nextInt(5); i < n; i++) {
      Feature feature = feature("x" + i);
      builder.inputs(feature);
      if (feature instanceof Categorical category
          && category.encoding() instanceof Categorical.Embedding
          && random.nextInt(3) == 0) {
        Categorical reader =
            new Categorical("s" + i, category.coding(), category.encoding()).sharing("x" + i);
        boolean inBuckets = category.coding() instanceof Categorical.Buckets;
        Multivalent list = Features.multivalent(reader, size());
        list = random.nextBoolean() ? list : positions.withAttention(list, "x" + i);
        builder.inputs(inBuckets || random.nextBoolean() ? reader : list);
      }
    }
    List<Block> body = positions.needed();
    body.addAll(body());
    boolean shared = representationIsShared(body);
    List<Task> tasks = new ArrayList<>();
    for (int i = 0, n = 1 + random.nextInt(4); i < n; i++) {
      Task task = task("y" + i);
      tasks.add(shared && random.nextInt(3) == 0 ? withSmallTower(task) : task);
    }
    if (random.nextInt(4) == 0) {
      tasks.add(Tasks.binary("z0").tower(layers(0)).weight(0.1f + random.nextFloat()));
      tasks.add(Tasks.product("z1", "z0", "z2").weight(0.1f + random.nextFloat()));
      tasks.add(Tasks.binary("z2").tower(layers(0)));
    }
    GeneratedRelations relations = new GeneratedRelations(random, tasks);
    if (body.stream().anyMatch(StreamFlow::splits)) {
      relations.chain(layers(0)).ifPresent(body::add);
    }
    tasks.forEach(builder::task);
    relations.scores().forEach(score -> builder.score(score.name(), score.formula()));
    new GeneratedCascades(random, tasks).around(body).forEach(builder::shared);
    return builder.build();
  }

  private Feature feature(String name) {
    Feature feature =
        switch (random.nextInt(10)) {
          case 0 -> Features.numeric(name, 1 + random.nextInt(4));
          case 8, 9 -> positions.feature(name, name.equals("x0"));
          case 1 -> Features.categorical(name, 1 + random.nextInt(9));
          case 2 -> Features.vocabulary(name, 1 + random.nextInt(9));
          case 3 -> Features.hashed(name, 1 + random.nextInt(9));
          case 4 -> Features.bucketized(name, 2 + random.nextInt(6));
          case 5 -> Features.bucketized(name, -0.5f, -0f, 0.1f + random.nextFloat());
          case 6 -> several(name);
          default ->
              new Categorical(
                  name,
                  new Categorical.Vocabulary(6, List.of("red", "a b", "\"\\", "é𝄞", "\t")),
                  new Categorical.Embedding(2));
        };
    if (feature instanceof Categorical category) {
      return random.nextInt(3) == 0
          ? category.oneHot()
          : withStart(random.nextBoolean() ? category.embedding(1 + random.nextInt(4)) : category);
    }
    return feature instanceof Numeric numeric ? withSettings(numeric) : feature;
  }

  private Categorical withStart(Categorical category) {
    boolean given =
        category.coding() instanceof Categorical.Id
            || category.coding() instanceof Categorical.Vocabulary;
    return switch (given ? random.nextInt(6) : 5) {
      case 0 -> category.pretrained();
      case 1 -> category.frozen();
      default -> category;
    };
  }

  private Numeric withSettings(Numeric feature) {
    Numeric own = random.nextBoolean() ? feature.raw() : feature;
    own = random.nextInt(3) == 0 ? own.quantiles(2 + random.nextInt(9)) : own;
    for (int i = random.nextInt(3); i > 0; i--) {
      own =
          random.nextBoolean() ? own.log() : own.clip(-1 - random.nextFloat(), random.nextFloat());
    }
    return random.nextInt(3) == 0 ? own.indicated() : own;
  }

  private Multivalent several(String name) {
    Categorical each =
        switch (random.nextInt(3)) {
          case 0 -> Features.categorical(name, 1 + random.nextInt(9)).embedding(size());
          case 1 -> Features.vocabulary(name, 1 + random.nextInt(9)).oneHot();
          default -> Features.hashed(name, 1 + random.nextInt(9)).embedding(size());
        };
    Multivalent several = Features.multivalent(each, size());
    return switch (random.nextInt(4)) {
      case 0 -> several.max();
      case 2 -> several.flat();
      case 1 -> several.sum().weights("weights-of-" + name);
      default -> random.nextBoolean() ? several : several.weights("weights-of-" + name);
    };
  }

  private List<Block> body() {
    List<Block> body = new ArrayList<>();
    int streams = 1;
    boolean split = false;
    for (int i = 0, n = random.nextInt(6); i < n; i++) {
      Block block = split ? perTask() : block(streams);
      body.add(block);
      split |= StreamFlow.splits(block);
      streams = streamsAfter(block, streams);
    }
    return body;
  }

  private Block perTask() {
    return random.nextInt(3) == 0 ? crossStitch() : ofEachStream();
  }

  private Block block(int streams) {
    return random.nextInt(3) == 0 ? ofTasks() : anyNumber(streams);
  }

  /** A block that gives each task a stream, whatever the number of shared streams. */
  private Block ofTasks() {
    return switch (random.nextInt(6)) {
      case 0 -> new SingleTask(layers(1));
      case 1 -> new L2Constrained(layers(1), anyOf(0f, 0.01f));
      case 2 -> crossStitch();
      case 3 ->
          new TensorFactorized(
              layers(1).normalization(Normalization.NONE),
              new TensorFactorized.Ranks(size(), size(), size()));
      case 4 -> cgc();
      default -> new Ple(Stream.generate(this::cgc).limit(size()).toList());
    };
  }

  private Block crossStitch() {
    return new CrossStitch(layers(1), anyOf(0f, 0.9f, 1f));
  }

  private Cgc cgc() {
    return new Cgc(size(), random.nextInt(3), layers(1));
  }

  private int size() {
    return 1 + random.nextInt(3);
  }

  private Block anyNumber(int streams) {
    return switch (random.nextInt(streams == 1 ? 8 : 6)) {
      case 0 -> ofEachStream();
      case 1 -> new Mmoe(gate());
      case 2 -> new Omoe(gate());
      case 3 -> snr();
      case 4 -> new SnrToTasks(any(Snr.Kind.values()), codes());
      case 5 -> streams == 1 ? bottom() : select(streams);
      case 6 -> hierarchy(1);
      default -> new Experts(1 + random.nextInt(4), layers(1));
    };
  }

  private Block bottom() {
    return random.nextBoolean()
        ? new SharedBottom(layers(1))
        : sparse.block(layers(1), random.nextBoolean() ? Layers.of() : layers(1));
  }

  private Block snr() {
    Snr.Kind kind = any(Snr.Kind.values());
    Snr.Granularity each =
        kind == Snr.Kind.AVER ? Snr.Granularity.PER_CONNECTION : any(Snr.Granularity.values());
    return random.nextInt(3) == 0
        ? new SnrGate(1 + random.nextInt(3), layers(1), kind, codes())
        : new Snr(1 + random.nextInt(3), layers(1), kind, codes(), each);
  }

  private Block select(int streams) {
    int k = 1 + random.nextInt(Math.min(3, streams));
    DselectK.Selector selector = any(DselectK.Selector.values());
    return new DselectK(k, selector, anyOf(1f, .5f, 3f), anyOf(0f, 1e-3f));
  }

  private HierarchicalExperts hierarchy(int deeper) {
    Block snr =
        new Snr(
            1 + random.nextInt(2),
            layers(1),
            any(Snr.Kind.values()),
            codes(),
            Snr.Granularity.PER_CONNECTION);
    Block several = deeper > 0 ? hierarchy(deeper - 1) : new Experts(2, layers(1));
    List<Block> body =
        switch (random.nextInt(4)) {
          case 0 -> List.of(new SharedBottom(layers(1)));
          case 1 -> List.of(new Experts(1 + random.nextInt(3), layers(1)), new Omoe(gate()));
          case 2 -> List.of(ofEachStream(), snr, new Omoe(gate()));
          default -> List.of(several, new Omoe(gate()));
        };
    return new HierarchicalExperts(1 + random.nextInt(3), body);
  }

  /** Products of products of products are powers that float32 cannot hold. */
  private Block once(Block powers) {
    Block block = crossed ? new Dense(layers(1)) : powers;
    crossed = true;
    return block;
  }

  private Block ofEachStream() {
    return switch (random.nextInt(5)) {
      case 0 -> once(new CrossNetwork(1 + random.nextInt(3), CrossNetwork.FULL, anyOf(0f, 1e-3f)));
      case 1 -> once(new FactorizationMachine(1 + random.nextInt(4), anyOf(0f, 1e-3f)));
      case 2 -> positions.readerOr(new Dense(layers(1)));
      default -> new Dense(layers(1));
    };
  }

  private static int streamsAfter(Block block, int streams) {
    if (block instanceof Experts experts) {
      return experts.count();
    } else if (block instanceof Snr snr) {
      return snr.subNetworks();
    } else if (block instanceof HierarchicalExperts hierarchy) {
      return hierarchy.count();
    } else if (block instanceof SnrGate gate) {
      return gate.subNetworks();
    }
    return isOfEachStream(block) ? streams : 1;
  }

  private static boolean isOfEachStream(Block block) {
    return block instanceof Dense
        || block instanceof CrossNetwork
        || block instanceof FactorizationMachine
        || block instanceof Gru
        || block instanceof Conv;
  }

  private Layers layers(int fewest) {
    int[] units = random.ints(fewest + random.nextInt(2), 1, 9).toArray();
    Layers layers = Layers.of(units);
    return random.nextInt(3) == 0
        ? layers
        : layers
            .activation(any(Activation.values()))
            .normalization(any(Normalization.values()))
            .dropout(anyOf(0f, 0.1f, 0.999f, -0f, Float.MIN_VALUE))
            .l2(anyOf(0f, 1e-4f, 3.3333333f, -0f));
  }

  private Gate gate() {
    Layers hidden = random.nextInt(3) == 0 ? layers(1) : Layers.of().l2(anyOf(0f, 1e-3f));
    return new Gate(any(Gate.Bias.values()), hidden, any(Gate.Offer.values()));
  }

  private HardConcrete codes() {
    return random.nextBoolean()
        ? HardConcrete.defaults()
        : HardConcrete.defaults()
            .beta(0.1f + random.nextFloat())
            .stretch(-0.01f - random.nextFloat(), 1.01f + random.nextFloat())
            .initialLogAlpha((float) random.nextGaussian())
            .lambda(anyOf(0f, 1e-3f));
  }

  private Task task(String name) {
    Task task =
        switch (random.nextInt(8)) {
          case 0 -> Tasks.binary(name);
          case 1 -> Tasks.multiclass(name, 2 + random.nextInt(4));
          case 2 -> Tasks.regression(name);
          case 3 -> Tasks.count(name);
          case 4 -> Tasks.quantile(name, 0.01f + 0.9f * random.nextFloat());
          case 5 -> Tasks.multilabel(name, 2 + random.nextInt(3));
          case 6 -> Tasks.ordinal(name, 3 + random.nextInt(3));
          default -> Tasks.binary(name, text());
        };
    task = random.nextBoolean() ? withLoss(task) : task;
    task = task.tower(layers(0)).weight(0.1f + random.nextFloat());
    boolean several = task.target() instanceof Target.Multilabel;
    task = !several && random.nextInt(3) == 0 ? task.label(name + text()) : task;
    boolean oneLogit = task.target().width() == 1;
    if (oneLogit && random.nextInt(4) == 0) {
      task =
          task.positionBias(
              new PositionBias(
                  "place" + text(), 1 + random.nextInt(9), size(), layers(0), anyOf(0f, 0.2f)));
    }
    boolean sampled = task.target() instanceof Target.Binary && random.nextInt(3) == 0;
    task = sampled ? task.keptNegatives(anyOf(0.05f, 1f, 1e-3f)) : task;
    task = random.nextInt(3) == 0 ? task.mask("known" + text()) : task;
    return random.nextInt(3) == 0 ? task.exampleWeight("weight" + text()) : task;
  }

  /** Another loss, where the target has any. */
  private Task withLoss(Task task) {
    boolean several = task.target() instanceof Target.Multiclass;
    boolean ordered = task.target().width() == 1 && !(task.target() instanceof Target.Quantile);
    if (ordered && random.nextInt(4) == 0) {
      return task.loss(Losses.pairwise("query").share(anyOf(1f, 0.3f)));
    }
    if (task.target() instanceof Target.Regression) {
      return task.loss(Losses.huber(0.1f + random.nextFloat()));
    } else if (!several
        && !(task.target() instanceof Target.Binary)
        && !(task.target() instanceof Target.Multilabel)) {
      return task;
    }
    return !several && random.nextBoolean()
        ? task.loss(Losses.focal(anyOf(0f, 2f, 0.7f), 0.01f + 0.9f * random.nextFloat()))
        : task.loss(
            Losses.crossEntropy()
                .labelSmoothing(anyOf(0f, 0.1f, -0f))
                .positiveWeight(several ? 1f : anyOf(1f, 3f)));
  }

  /** Whether a small tower is legal after this body. */
  private static boolean representationIsShared(List<Block> body) {
    List<dev.espalier.dsl.Stream> streams = List.of(dev.espalier.dsl.Stream.shared(8));
    for (Block block : body) {
      if (block.separates(streams)) {
        return false;
      }
      streams = StreamFlow.after(block, streams, List.of("y0", "y1"));
    }
    return true;
  }

  /** The first layer of the task's tower is so wide that the other one is smaller. */
  private Task withSmallTower(Task task) {
    Layers small = Layers.of(random.ints(random.nextInt(2), 1, 4).toArray()).dropout(anyOf(0, .2f));
    return task.tower(Layers.of(9, 1 + random.nextInt(4)))
        .selfAuxiliary(anyOf(SelfAuxiliary.GAMMA, 0.1f), small);
  }

  private String text() {
    return any(TEXTS);
  }

  private float anyOf(float... values) {
    return values[random.nextInt(values.length)];
  }

  @SafeVarargs
  private <T> T any(T... values) {
    return values[random.nextInt(values.length)];
  }
}
