package dev.espalier.dsl

import dev.espalier.dsl.Features.categorical as category
import dev.espalier.dsl.Features.numeric
import dev.espalier.dsl.Features.vocabulary
import dev.espalier.dsl.json.TopologyJson
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** The Kotlin twin of each Java topology is equal to it. */
class TwoLanguagesTest {

    @Test
    fun `the design's example is the same in both languages`() {
        val feedRanking =
            topology("feed-ranking") {
                inputs {
                    numeric("age", "price")
                    categorical("item", vocabulary = 50_000)
                }
                shared {
                    experts(count = 8, units = 64)
                    snr(subNetworks = 4, units = 32)
                    mmoe()
                }
                binary("click") { tower(32, 16) }
                binary("buy") {
                    tower(32, 16)
                    mask("clicked")
                }
                regression("dwell") {
                    tower(32)
                    weight(0.5f)
                }
            }

        assertThat(feedRanking).isEqualTo(JavaTopologies.feedRanking())
    }

    @Test
    fun `numbers are the same in both languages`() {
        val numbers =
            topology("numbers") {
                inputs {
                    numeric("price", transforms = listOf(log))
                    numeric(
                        "v",
                        width = 3,
                        transforms = listOf(clip(-2f, 2f)),
                        scaling = raw,
                        missing = indicated,
                    )
                    numeric(
                        "a",
                        "b",
                        transforms = listOf(log, clip(0f, 12f)),
                        scaling = quantiles(100),
                    )
                }
                shared {
                    experts(8, 16)
                    mmoe()
                }
                binary("click")
                regression("dwell")
            }

        assertThat(numbers).isEqualTo(JavaTopologies.numbers())
    }

    @Test
    fun `buckets are the same in both languages`() {
        val buckets =
            topology("buckets") {
                inputs {
                    bucketized("age", 18f, 25f, 35f, 65f)
                    bucketized("price", buckets = 10, dimension = 4)
                    bucketized("height", 1.5f, encoding = oneHot)
                    bucketized("weight", buckets = 3, encoding = oneHot)
                }
                shared {
                    experts(8, 16)
                    mmoe()
                }
                binary("click")
                regression("dwell")
            }

        assertThat(buckets).isEqualTo(JavaTopologies.buckets())
    }

    @Test
    fun `pretrained rows are the same in both languages`() {
        val pretrained =
            topology("pretrained") {
                inputs {
                    vocabulary("word", size = 900, encoding = pretrained(50))
                    categorical("item", vocabulary = 9, encoding = frozen())
                    categorical("last", vocabulary = 9, encoding = sharing("item"))
                }
                shared {
                    experts(8, 16)
                    mmoe()
                }
                binary("click")
                regression("dwell")
            }

        assertThat(pretrained).isEqualTo(JavaTopologies.pretrained())
    }

    @Test
    fun `shared tables are the same in both languages`() {
        val sharedTables =
            topology("shared-tables") {
                inputs {
                    categorical("last_item", vocabulary = 50, encoding = sharing("item"))
                    categorical("item", vocabulary = 50)
                    vocabulary("query", size = 9, dimension = 4)
                    vocabulary("title", size = 9, encoding = sharing("query", dimension = 4))
                }
                shared {
                    experts(8, 16)
                    mmoe()
                }
                binary("click")
                regression("dwell")
            }

        assertThat(sharedTables).isEqualTo(JavaTopologies.sharedTables())
    }

    @Test
    fun `features of several positions and their readers are the same in both languages`() {
        val positions =
            topology("positions") {
                inputs {
                    categorical("item", 50, dimension = 8)
                    numeric("place", width = 2)
                    sequence("seconds", steps = 20, valid = length("clicks"))
                    sequence(
                        "visits",
                        steps = 5,
                        width = 2,
                        transforms = listOf(log),
                        scaling = quantiles(9),
                        valid = mask("seen"),
                        pooling = attention("place"),
                    )
                    sequence("prices", steps = 3, pooling = unpooled)
                    sequence("days", steps = 7, pooling = flat)
                    image("photo", rows = 28, columns = 28, channels = 3)
                    image("map", rows = 4, columns = 6, scaling = raw, pooling = mean)
                    multivalent(
                        Features.categorical("items", 50, 8).sharing("item"),
                        most = 20,
                        pooling = attention("item", 8, 4) { l2(1e-4f) },
                    )
                }
                shared {
                    gru("prices", units = 4)
                    conv("photo", 16, 32)
                    conv(
                        "map",
                        8,
                        kernelSize = 2,
                        stride = 1,
                        activation = Activation.ELU,
                        l2 = 0.5f,
                    )
                    hierarchicalExperts(2) {
                        gru("items", units = 8, l2 = 1e-3f)
                        sharedBottom(16)
                    }
                    mmoe()
                }
                binary("click")
                regression("dwell")
            }

        assertThat(positions).isEqualTo(JavaTopologies.positions())
    }

    @Test
    fun `lists of categories`() {
        val lists =
            topology("lists") {
                inputs {
                    categorical("item", vocabulary = 50, dimension = 8)
                    multivalent(Features.categorical("clicks", 50, 8).sharing("item"), most = 20)
                    multivalent(
                        Features.hashed("tags", 1000).embedding(8),
                        most = 10,
                        pooling = sum,
                        weights = "strengths",
                    )
                    multivalent(
                        Features.vocabulary("genres", listOf("a", "b")).oneHot(),
                        most = 3,
                        pooling = max,
                    )
                }
                shared {
                    experts(8, 16)
                    mmoe()
                }
                binary("click")
                regression("dwell")
            }

        assertThat(lists).isEqualTo(JavaTopologies.lists())
    }

    @Test
    fun `every kind of task and loss is the same in both languages`() {
        val kindsOfTasks =
            topology("kinds-of-tasks") {
                inputs { numeric("x", width = 4) }
                shared {
                    experts(4, 8)
                    mmoe()
                }
                count("visits")
                quantile("late", q = 0.9f)
                multilabel("tags", labels = 3) {
                    crossEntropy(labelSmoothing = 0.1f, positiveWeight = 2f)
                }
                multilabel("colours", "red", "green") { focal() }
                ordinal("stars", classes = 5)
                binary("click") { focal(gamma = 1.5f, alpha = 0.4f) }
                multiclass("kind", classes = 4) { crossEntropy(labelSmoothing = 0.2f) }
                regression("dwell") { huber(delta = 2f) }
            }

        assertThat(kindsOfTasks).isEqualTo(JavaTopologies.kindsOfTasks())
    }

    @Test
    fun `a product of tasks is the same in both languages`() {
        val conversions =
            topology("conversions") {
                inputs { numeric("x", width = 4) }
                shared {
                    experts(4, 8)
                    mmoe()
                }
                binary("click") { tower(8) }
                binary("convert") { tower(8) }
                product("buy", of = "click", given = "convert") {
                    label("bought")
                    weight(2f)
                }
            }

        assertThat(conversions).isEqualTo(JavaTopologies.conversions())
    }

    @Test
    fun `chains of tasks are the same in both languages`() {
        val chained =
            topology("chained") {
                inputs { numeric("x", width = 4) }
                shared {
                    experts(4, 8)
                    mmoe()
                    aitm("click", "cart", "buy")
                    aitm("click", "buy", transfer = listOf(6), calibration = 0.1f) {
                        activation(Activation.TANH)
                    }
                }
                binary("click")
                binary("cart")
                binary("buy")
            }

        assertThat(chained).isEqualTo(JavaTopologies.chained())
    }

    @Test
    fun `down-sampled negatives are the same in both languages`() {
        val sampled =
            topology("sampled") {
                inputs { numeric("x", width = 4) }
                binary("click") {
                    tower(8)
                    keptNegatives(0.025f)
                }
                binary("buy")
            }

        assertThat(sampled).isEqualTo(JavaTopologies.sampled())
    }

    @Test
    fun `towers on positions are the same in both languages`() {
        val shown =
            topology("shown") {
                inputs { numeric("x", width = 4) }
                binary("click") {
                    tower(8)
                    positionBias("place", positions = 50, 16, dimension = 4, dropout = 0.1f) {
                        activation(Activation.TANH)
                    }
                }
                regression("dwell") { positionBias("place", 10) }
            }

        assertThat(shown).isEqualTo(JavaTopologies.shown())
    }

    @Test
    fun `losses of pairs are the same in both languages`() {
        val ranked =
            topology("ranked") {
                inputs { numeric("x", width = 4) }
                binary("click") { pairwise("query") }
                regression("dwell") { pairwise("query", share = 0.25f) }
            }

        assertThat(ranked).isEqualTo(JavaTopologies.ranked())
    }

    @Test
    fun `scores are the same in both languages`() {
        val scored =
            topology("scored") {
                inputs { numeric("x", width = 4) }
                binary("click")
                binary("buy")
                regression("dwell")
                score("rank", weightedSum("click" to 1f, "dwell" to 0.3f))
                score("value", powerProduct("click" to 1f, "buy" to 2.5f))
            }

        assertThat(scored).isEqualTo(JavaTopologies.scored())
    }

    @Test
    fun `small towers are the same in both languages`() {
        val smallTowers =
            topology("small-towers") {
                inputs { numeric("x", width = 4) }
                shared {
                    experts(4, 8)
                    mmoe()
                }
                binary("click") {
                    tower(16, 8)
                    selfAuxiliary(4)
                }
                binary("buy") {
                    tower(16)
                    selfAuxiliary()
                }
                regression("dwell") {
                    tower(16)
                    selfAuxiliary(4, gamma = 0.25f) { activation(Activation.TANH) }
                }
            }

        assertThat(smallTowers).isEqualTo(JavaTopologies.smallTowers())
    }

    @Test
    fun `words that come too seldom are left out in both languages`() {
        val kotlin =
            topology("frequent") {
                inputs {
                    vocabulary("a", size = 30, atLeast = 5)
                    vocabulary("b", size = 30, dimension = 4, atLeast = 2)
                    vocabulary("c", size = 30, encoding = oneHot, atLeast = 3)
                }
                regression("y")
            }
        val java =
            Topology.builder("frequent")
                .inputs(Features.vocabulary("a", 30).atLeast(5))
                .inputs(Features.vocabulary("b", 30).atLeast(2).embedding(4))
                .inputs(Features.vocabulary("c", 30).oneHot().atLeast(3))
                .task(Tasks.regression("y"))
                .build()
        assertThat(kotlin).isEqualTo(java)
        assertThat(TopologyJson.read(TopologyJson.write(java))).isEqualTo(java)
        assertThat(TopologyJson.write(java)).contains("atLeast")
    }

    @Test
    fun `every feature, block, task and setting is the same in both languages`() {
        val everything =
            topology("everything", limits = Limits.defaults()) {
                inputs {
                    numeric("a", "b")
                    numeric("x", width = 100)
                    numeric("r", width = 2, scaling = Numeric.Scaling.RAW)
                    categorical("c0", 10)
                    categorical("c1", vocabulary = 10, dimension = 4)
                    categorical("c2", vocabulary = 10, encoding = oneHot)
                    vocabulary("w0", listOf("red", "green"))
                    vocabulary("w1", words = listOf("red", "green"), dimension = 4)
                    vocabulary("w2", words = listOf("red", "green"), encoding = oneHot)
                    vocabulary("v0", 30)
                    vocabulary("v1", size = 30, dimension = 4)
                    vocabulary("v2", size = 30, encoding = oneHot)
                    hashed("h0", 64)
                    hashed("h1", buckets = 64, dimension = 4)
                    hashed("h2", buckets = 64, encoding = oneHot)
                    feature(Features.numeric("made-elsewhere").raw())
                }
                shared {
                    dense(48)
                    sharedBottom(40, 24) { activation(Activation.GELU) }
                    experts(5, 16, 8) {
                        dropout(0.25f)
                        l2(1e-4f)
                    }
                    snr(3, 8) {
                        kind(Snr.Kind.AVER)
                        codes(
                            beta = 0.5f,
                            gamma = -0.2f,
                            zeta = 1.2f,
                            initialLogAlpha = 0.1f,
                            lambda = 1e-3f,
                        )
                        activation(Activation.TANH)
                        l2(1e-5f)
                    }
                    snr(subNetworks = 2, 8, 6)
                    omoe()
                    experts(count = 3, units = 6) { normalization(Normalization.LAYER) }
                    omoe(bias = Gate.Bias.LEARNED)
                    experts(2, 6)
                    block(Blocks.mmoe(Gate.affine()))
                    dense(5) { normalization(Normalization.BATCH) }
                }
                binary("t0")
                binary("t1", positive = "yes") {
                    tower(8, 4) {
                        activation(Activation.SWISH)
                        dropout(0.5f)
                        l2(0.01f)
                        normalization(Normalization.BATCH)
                    }
                    label("t1-label")
                    mask("t1-known")
                    weight(2f)
                    exampleWeight("t1-weight")
                }
                multiclass("t2", classes = 3) { tower(8) }
                regression("t3")
                task(Tasks.regression("t4")) { weight(0.25f) }
            }

        assertThat(everything).isEqualTo(JavaTopologies.everything())
    }

    @Test
    fun `codes into the towers are the same in both languages`() {
        val routed =
            topology("routed-to-tasks") {
                inputs { numeric("age") }
                shared {
                    experts(8, 16)
                    snr(4, 16) { granularity(Snr.Granularity.PER_WEIGHT) }
                    snrGate(3, 16) {
                        dropout(0.1f)
                        kind(Snr.Kind.AVER)
                        codes(initialLogAlpha = 2f)
                    }
                    snrGate(2, 16)
                    snrToTasks {
                        kind(Snr.Kind.AVER)
                        codes(beta = 0.5f, initialLogAlpha = 1f, lambda = 1e-3f)
                    }
                }
                binary("click") { tower(8) }
                binary("buy") { tower(8) }
            }

        assertThat(routed).isEqualTo(JavaTopologies.routedToTasks())
    }

    @Test
    fun `networks of the tasks' own are the same in both languages`() {
        val blocks: List<SharedScope.() -> Unit> =
            listOf(
                { singleTask(8, 4) { dropout(0.1f) } },
                { l2Constrained(8, strength = 0.01f) },
                { crossStitch(8, 4) { l2(1e-4f) } },
                { crossStitch(4, own = 0.5f) },
                {
                    tensorFactorized(8, ranks = Blocks.ranks(3, 4, 2)) {
                        activation(Activation.TANH)
                    }
                },
                { cgc(shared = 2, perTask = 1, units = 8) },
                { cgc(shared = 2, perTask = 1, 8, 4) { dropout(0.1f) } },
                { ple(levels = 2, shared = 3, perTask = 1, 8) },
                {
                    ple {
                        level(shared = 3, perTask = 1, 8)
                        level(shared = 2, perTask = 2, 4) { activation(Activation.GELU) }
                    }
                },
            )
        val described = blocks.map { body ->
            topology("own") {
                inputs { numeric("x", width = 3) }
                shared(body)
                binary("a")
                binary("b")
            }
        }

        assertThat(described).isEqualTo(JavaTopologies.ownNetworks())
    }

    @Test
    fun `a choice among experts is the same in both languages`() {
        val selected =
            topology("selected") {
                inputs { numeric("age") }
                shared {
                    experts(6, 16)
                    dselectK(
                        k = 2,
                        selector = DselectK.Selector.PER_EXAMPLE,
                        gamma = 0.5f,
                        entropy = 1e-3f,
                    )
                }
                binary("click") { tower(8) }
                binary("buy") { tower(8) }
            }

        assertThat(selected).isEqualTo(JavaTopologies.selected())
    }

    @Test
    fun `the gate's offset can be asked for in both languages`() {
        val kotlin =
            topology("t") {
                inputs { numeric("x") }
                shared {
                    experts(2, 4)
                    mmoe(bias = Gate.Bias.LEARNED)
                }
                binary("y")
            }

        assertThat(kotlin.shared[1]).isEqualTo(Blocks.mmoe(Gate.affine()))
    }

    @Test
    fun `products of entries are the same in both languages`() {
        val interactions =
            topology("interactions") {
                inputs {
                    numeric("x", width = 12)
                    categorical("item", vocabulary = 50, dimension = 4)
                }
                shared {
                    crossNetwork(layers = 3)
                    crossNetwork(layers = 2, rank = 4, l2 = 1e-4f)
                    factorizationMachine(factors = 8)
                    factorizationMachine(3, l2 = 0.5f)
                    experts(8, 16)
                    mmoe()
                    crossNetwork(1)
                }
                binary("click")
                regression("dwell")
            }

        assertThat(interactions).isEqualTo(JavaTopologies.interactions())
    }

    @Test
    fun `what gates have inside and hand on is the same in both languages`() {
        val gates =
            topology("gates") {
                inputs { numeric("x", width = 12) }
                shared {
                    experts(4, 16)
                    omoe(bias = Gate.Bias.LEARNED) {
                        hidden(16)
                        offers(Gate.Offer.LOGITS)
                    }
                    experts(3, 8)
                    mmoe {
                        hidden(32, 8) {
                            activation(Activation.TANH)
                            dropout(0.1f)
                        }
                        offers(Gate.Offer.LOGITS)
                    }
                }
                binary("click")
                regression("dwell")
            }

        assertThat(gates).isEqualTo(JavaTopologies.gates())
    }

    @Test
    fun `experts of which a few compute an example are the same in both languages`() {
        val sparse =
            topology("sparse") {
                inputs { numeric("x", width = 12) }
                shared {
                    sparseMoe(8, 16)
                    hierarchicalExperts(2) {
                        sparseMoe(4, 8) { topK(1, softmax = Router.Softmax.BEFORE) }
                    }
                    omoe()
                    sparseMoe(experts = 6, 16, 8) {
                        dropout(0.1f)
                        topK(3) { hidden(4) { activation(Activation.TANH) } }
                        capacity(
                            training = 2f,
                            serving = 1.5f,
                            least = 8,
                            overflow = Capacity.Overflow.NEXT_BEST,
                        )
                    }
                    sparseMoe(4, 8) {
                        noisyTopK(2, warmup = 100)
                        losses(Routing.importance(0.01f), Routing.load(0.02f))
                        freezeAfter(5000)
                    }
                    sparseMoe(4, 8) {
                        switchRouter(jitter = 0.1f) { hidden(4) }
                        losses(Routing.switchLoss(0.01f), Routing.zLoss(0.001f))
                    }
                    sparseMoe(4, 8) {
                        gates(SparseMoe.Gates.PER_TASK)
                        dispatch(SparseMoe.Dispatch.SOFT)
                        router(Routing.topK(2).softmax(Router.Softmax.BEFORE))
                    }
                }
                binary("click")
                regression("dwell")
            }

        assertThat(sparse).isEqualTo(JavaTopologies.sparse())
    }

    @Test
    fun `routers are the same in both languages`() {
        val routers =
            topology("routers") {
                inputs { numeric("x", width = 12) }
                shared {
                    sparseMoe(4, 8) { sampled(k = 2) { hidden(6) } }
                    sparseMoe(4, 8) { threshold(share = .2f, most = 3) }
                    sparseMoe(8, 8) { tree(depth = 3, k = 2) }
                    sparseMoe(8, 8) { lsh(planes = 3, seed = 7) }
                    sparseMoe(4, 8) { randomFixed(k = 2, seed = 7) }
                    sparseMoe(3, 8) { replicate(3) }
                    sparseMoe(2, 8) { byTask() }
                }
                binary("click")
                regression("dwell")
            }

        assertThat(routers).isEqualTo(JavaTopologies.routers())
    }

    @Test
    fun `routers of positions and tasks are the same in both languages`() {
        val granularities =
            topology("granularities") {
                inputs {
                    numeric("x", width = 12)
                    sequence("clicks", steps = 6, width = 3, valid = length("n"))
                    image("photo", 4, 5, channels = 2)
                }
                shared {
                    sparseMoe(4, 8) { perPosition("clicks") }
                    sparseMoe(4, 8) {
                        perPosition("photo", pooling = Pooling.Max())
                        switchRouter()
                        losses(Routing.switchLoss(0.01f))
                    }
                    sparseMoe(8, 16) {
                        noisyTopK(2, warmup = 100)
                        perTask()
                    }
                }
                binary("click")
                regression("dwell")
            }

        assertThat(granularities).isEqualTo(JavaTopologies.granularities())
    }

    @Test
    fun `experts that are mixtures are the same in both languages`() {
        val hierarchical =
            topology("hierarchical") {
                inputs { numeric("x", width = 12) }
                shared {
                    hierarchicalExperts(4) {
                        experts(3, 16)
                        omoe()
                    }
                    omoe()
                    hierarchicalExperts(count = 2) {
                        hierarchicalExperts(2) { sharedBottom(8) }
                        snr(2, 6)
                        omoe()
                    }
                    mmoe()
                }
                binary("click")
                regression("dwell")
            }

        assertThat(hierarchical).isEqualTo(JavaTopologies.hierarchical())
    }

    @Test
    fun `cascades are the same in both languages`() {
        val cascaded =
            topology("cascaded") {
                inputs { numeric("x", width = 4) }
                shared {
                    experts(4, 8)
                    cascade {
                        omoe()
                        exit(8) { threshold(0.9f) }
                        dense(16)
                        exit(6) {
                            activation(Activation.TANH)
                            weight(0.5f)
                            threshold(0.8f)
                            threshold("click", 0.95f)
                        }
                        experts(4, 8)
                        mmoe()
                    }
                }
                binary("click") { tower(8) }
                multiclass("rating", 5)
                regression("dwell")
            }

        assertThat(cascaded).isEqualTo(JavaTopologies.cascaded())
    }

    @Test
    fun `values made by the Java factories can be used in Kotlin`() {
        val made =
            Topology.builder("made")
                .inputs(numeric("x"), category("c", 3), vocabulary("w", 5))
                .task(Tasks.binary("y").tower(4))
                .build()
        val described =
            topology("made") {
                inputs {
                    numeric("x")
                    categorical("c", vocabulary = 3)
                    vocabulary("w", size = 5)
                }
                binary("y") { tower(4) }
            }

        assertThat(described).isEqualTo(made)
    }
}
