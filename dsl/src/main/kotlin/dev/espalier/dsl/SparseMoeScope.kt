package dev.espalier.dsl

/**
 * What can be said of experts of which each example is computed by a few: the router, the gates,
 * what is computed, and the hidden layers of each expert.
 *
 * @see SparseMoe
 */
@TopologyDsl
public class SparseMoeScope internal constructor(private val experts: Int, units: IntArray) :
    LayersScope(units) {
    private var router: Router = Routing.topK(2)
    private var gates = SparseMoe.Gates.ONE
    private var granularity: Granularity = Granularity.PER_EXAMPLE
    private var dispatch = SparseMoe.Dispatch.HARD
    private var capacity = Capacity.defaults()
    private var losses = emptyList<BalanceLoss>()
    private var freezeAfter = SparseMoe.NEVER

    internal fun block(): SparseMoe =
        SparseMoe(
            experts,
            layers,
            router,
            gates,
            granularity,
            dispatch,
            capacity,
            losses,
            freezeAfter,
        )

    /**
     * How experts are picked and weighed; default the two of the largest logits.
     *
     * @see Routing
     */
    public fun router(router: Router) {
        this.router = router
    }

    /**
     * Each example to the [k] experts of the largest logits.
     *
     * @param softmax whether logits become weights before the pick or after; after needs two
     * @param describe hidden layers of the router; the papers' has none
     * @see Routing.topK
     */
    public fun topK(
        k: Int,
        softmax: Router.Softmax = Router.Softmax.AFTER,
        describe: RouterScope.() -> Unit = {},
    ) {
        router = TopKRouter(k, RouterScope().apply(describe).hidden, softmax)
    }

    /**
     * Each example to the [k] experts of the largest logits, to which training adds noise.
     *
     * @param warmup steps over which the noise grows to its full size
     * @see Routing.noisyTopK
     */
    public fun noisyTopK(k: Int, warmup: Int = 0) {
        router = NoisyTopKRouter(k, warmup)
    }

    /**
     * Each example to the one expert of the largest logit.
     *
     * @param jitter how far from 1 the numbers are that training multiplies the router's input by
     * @param describe hidden layers of the router; the paper's has none
     * @see Routing.switchRouter
     */
    public fun switchRouter(
        jitter: Float = SwitchRouter.JITTER,
        describe: RouterScope.() -> Unit = {},
    ) {
        router = SwitchRouter(RouterScope().apply(describe).hidden, jitter)
    }

    /**
     * [k] experts drawn by the softmax of the logits in training.
     *
     * @see SampledRouter
     */
    public fun sampled(k: Int, describe: RouterScope.() -> Unit = {}) {
        router = SampledRouter(k, RouterScope().apply(describe).hidden)
    }

    /**
     * The experts whose softmax is above [share], the best one at least and [most] at most.
     *
     * @see ThresholdRouter
     */
    public fun threshold(share: Float, most: Int, describe: RouterScope.() -> Unit = {}) {
        router = ThresholdRouter(share, most, RouterScope().apply(describe).hidden)
    }

    /**
     * A decision tree over 2^[depth] experts, of which the [k] most probable compute an example.
     *
     * @see TreeRouter
     */
    public fun tree(depth: Int, k: Int = 1, describe: RouterScope.() -> Unit = {}) {
        router = TreeRouter(depth, k, RouterScope().apply(describe).hidden)
    }

    /**
     * The side of each of these random hyperplanes, for 2^[planes] experts.
     *
     * @see LshRouter
     */
    public fun lsh(planes: Int, seed: Long = 0) {
        router = LshRouter(planes, seed)
    }

    /**
     * [k] experts that random weights choose for each example, and that stay.
     *
     * @see RandomFixedRouter
     */
    public fun randomFixed(k: Int = 1, seed: Long = 0) {
        router = RandomFixedRouter(k, seed)
    }

    /**
     * The same [n] experts for every example of a gate.
     *
     * @see ReplicateRouter
     */
    public fun replicate(n: Int) {
        router = ReplicateRouter(n)
    }

    /** An expert for each task, with a gate for each: [replicate] of one. */
    public fun byTask() {
        gates = SparseMoe.Gates.PER_TASK
        router = Routing.byTask()
    }

    /**
     * What the router pays for an unequal load; default nothing.
     *
     * @see BalanceLoss
     */
    public fun losses(vararg losses: BalanceLoss) {
        this.losses = losses.toList()
    }

    /**
     * The router's weights stay as they are after so many [steps], and training picks as serving
     * does; default never.
     *
     * @see SparseMoe.freezeAfter
     */
    public fun freezeAfter(steps: Int) {
        freezeAfter = steps
    }

    /**
     * One gate for all tasks, or one for each; default [SparseMoe.Gates.ONE].
     *
     * @see SparseMoe.gates
     */
    public fun gates(gates: SparseMoe.Gates) {
        this.gates = gates
    }

    /**
     * Each position of a feature by itself: what experts make of the positions is pooled and stands
     * beside the stream.
     *
     * @param feature name of a sequence, an image or a list of categories
     * @param pooling mean, sum or maximum over the positions that count
     * @see SparseMoe.perPosition
     */
    public fun perPosition(feature: String, pooling: Pooling = Pooling.Mean()) {
        granularity = Granularity.PerPosition(feature, pooling)
    }

    /**
     * A gate for each task that picks for the task, whatever the example.
     *
     * @see SparseMoe.perTask
     */
    public fun perTask() {
        gates = SparseMoe.Gates.PER_TASK
        granularity = Granularity.PerTask()
    }

    /**
     * Whether what was not picked is computed; default [SparseMoe.Dispatch.HARD].
     *
     * @see SparseMoe.dispatch
     */
    public fun dispatch(dispatch: SparseMoe.Dispatch) {
        this.dispatch = dispatch
    }

    /**
     * How many examples of a batch one expert takes.
     *
     * @param training factor in training, positive
     * @param serving factor in evaluation and serving, positive or [Capacity.EXACT]
     * @param least places that each expert has however small the batch is
     * @param overflow what becomes of an example that finds no place
     * @see Capacity
     */
    public fun capacity(
        training: Float = 1.25f,
        serving: Float = Capacity.EXACT,
        least: Int = 4,
        overflow: Capacity.Overflow = Capacity.Overflow.DROP,
    ) {
        capacity = Capacity(training, serving, least, overflow)
    }
}
