@file:JvmName("TopologyScopes")

package dev.espalier.dsl

/**
 * A topology described in place: `inputs { … }`, `shared { … }` and the tasks.
 *
 * @param name letters, digits, `_ . -`
 * @param limits how large the topology may be
 * @throws TopologyException with every problem there is
 * @see Topology.builder the same in Java; both give equal topologies
 */
@JvmSynthetic
public fun topology(
    name: String,
    limits: Limits = Limits.defaults(),
    describe: TopologyScope.() -> Unit,
): Topology {
    val builder = Topology.builder(name).limits(limits)
    TopologyScope(builder).describe()
    return builder.build()
}

/**
 * What can be said of a topology. Blocks and features are added in the order of the calls.
 *
 * @see TopologyBuilder
 */
@TopologyDsl
public class TopologyScope internal constructor(private val builder: TopologyBuilder) {

    /**
     * The features, in the order in which the network sees them.
     *
     * @see Features
     */
    public fun inputs(describe: InputsScope.() -> Unit) {
        InputsScope(builder).describe()
    }

    /**
     * The blocks between the inputs and the tasks, first to last.
     *
     * @see Blocks
     */
    public fun shared(describe: SharedScope.() -> Unit) {
        SharedScope { builder.shared(it) }.describe()
    }

    /**
     * A yes-or-no task.
     *
     * @param positive the text that means yes, every other text no; null means that labels are 0
     *   and 1
     * @see Tasks.binary
     */
    public fun binary(
        name: String,
        positive: String? = null,
        describe: TaskScope.() -> Unit = {},
    ) {
        val task = if (positive == null) Tasks.binary(name) else Tasks.binary(name, positive)
        task(task, describe)
    }

    /**
     * A task with labels 0 to `classes - 1`.
     *
     * @see Tasks.multiclass
     */
    public fun multiclass(name: String, classes: Int, describe: TaskScope.() -> Unit = {}) {
        task(Tasks.multiclass(name, classes), describe)
    }

    /**
     * A task that predicts a number.
     *
     * @see Tasks.regression
     */
    public fun regression(name: String, describe: TaskScope.() -> Unit = {}) {
        task(Tasks.regression(name), describe)
    }

    /**
     * A task that predicts how often something happens; labels are 0, 1, 2 and so on.
     *
     * @see Tasks.count
     */
    public fun count(name: String, describe: TaskScope.() -> Unit = {}) {
        task(Tasks.count(name), describe)
    }

    /**
     * A task that predicts the value which a number stays below with probability [q].
     *
     * @see Tasks.quantile
     */
    public fun quantile(name: String, q: Float, describe: TaskScope.() -> Unit = {}) {
        task(Tasks.quantile(name, q), describe)
    }

    /**
     * A task with several labels 0 and 1, in the columns `name_0`, `name_1` and so on.
     *
     * @see Tasks.multilabel
     */
    public fun multilabel(name: String, labels: Int, describe: TaskScope.() -> Unit = {}) {
        task(Tasks.multilabel(name, labels), describe)
    }

    /**
     * A task with several labels 0 and 1, each in a column of its own.
     *
     * @see Tasks.multilabel
     */
    public fun multilabel(
        name: String,
        vararg labels: String,
        describe: TaskScope.() -> Unit = {},
    ) {
        task(Tasks.multilabel(name, *labels), describe)
    }

    /**
     * A task with labels 0 to `classes - 1` in an order, such as stars.
     *
     * @see Tasks.ordinal
     */
    public fun ordinal(name: String, classes: Int, describe: TaskScope.() -> Unit = {}) {
        task(Tasks.ordinal(name, classes), describe)
    }

    /**
     * A yes-or-no task whose probability is the product of those of two binary tasks, [given] being
     * without labels and learned from this one.
     *
     * @see Tasks.product
     */
    public fun product(
        name: String,
        of: String,
        given: String,
        describe: TaskScope.() -> Unit = {},
    ) {
        task(Tasks.product(name, of, given), describe)
    }

    /**
     * A number that is served beside the tasks that it is made of: what a list is ranked by.
     *
     * @param formula a [weightedSum] or a [powerProduct]
     * @see TopologyBuilder.score
     */
    public fun score(name: String, formula: Score.Formula) {
        builder.score(name, formula)
    }

    /**
     * The sum of the tasks' predictions, each times its factor.
     *
     * @see Scores.weightedSum
     */
    public fun weightedSum(vararg factors: Pair<String, Float>): Score.Formula =
        Score.WeightedSum(factors.map { (task, factor) -> Score.Term(task, factor) })

    /**
     * The product of the tasks' predictions, each to its power; for tasks that predict nothing
     * negative.
     *
     * @see Scores.powerProduct
     */
    public fun powerProduct(vararg powers: Pair<String, Float>): Score.Formula =
        Score.PowerProduct(powers.map { (task, power) -> Score.Term(task, power) })

    /** A task made elsewhere, and what is to be different about it. */
    public fun task(task: Task, describe: TaskScope.() -> Unit = {}) {
        builder.task(TaskScope(task).apply(describe).task)
    }
}
