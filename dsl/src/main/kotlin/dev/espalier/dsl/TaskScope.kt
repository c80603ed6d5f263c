package dev.espalier.dsl

/**
 * What can be said of a task. Where something is said twice, the last word counts.
 *
 * @see Task
 */
@TopologyDsl
public class TaskScope internal constructor(task: Task) {
    internal var task: Task = task
        private set

    /**
     * Hidden layers between the shared body and the output layer; without them the output layer
     * reads the body.
     *
     * @param units width of each layer, first to last
     * @see Task.tower
     */
    public fun tower(vararg units: Int, describe: LayersScope.() -> Unit = {}) {
        task = task.tower(layersOf(units, describe))
    }

    /**
     * The column of the label; default the task's name.
     *
     * @see Task.label
     */
    public fun label(column: String) {
        task = task.label(column)
    }

    /**
     * The column that holds 0 where the label is missing and 1 elsewhere.
     *
     * @see Task.mask
     */
    public fun mask(column: String) {
        task = task.mask(column)
    }

    /**
     * The factor of the task's loss, positive; default 1.
     *
     * @see Task.weight
     */
    public fun weight(factor: Float) {
        task = task.weight(factor)
    }

    /**
     * The column of a non-negative weight of each example in this task's loss.
     *
     * @see Task.exampleWeight
     */
    public fun exampleWeight(column: String) {
        task = task.exampleWeight(column)
    }

    /**
     * A small second tower that learns the task's labels, too, in training only.
     *
     * @param units width of each of its layers, first to last; none for an output layer alone
     * @param gamma factor of its loss, positive
     * @see Task.selfAuxiliary
     */
    public fun selfAuxiliary(
        vararg units: Int,
        gamma: Float = SelfAuxiliary.GAMMA,
        describe: LayersScope.() -> Unit = {},
    ) {
        task = task.selfAuxiliary(gamma, layersOf(units, describe))
    }

    /**
     * A shallow tower on the position at which an example was shown, in training only.
     *
     * @param column column of the position, 0 up to but not [positions]
     * @param units width of each of its layers, first to last; none for an output layer alone
     * @param dimension width of the learned row of a position
     * @param dropout share of the training examples for which the tower is not there
     * @see Task.positionBias
     */
    public fun positionBias(
        column: String,
        positions: Int,
        vararg units: Int,
        dimension: Int = PositionBias.DIMENSION,
        dropout: Float = 0f,
        describe: LayersScope.() -> Unit = {},
    ) {
        val tower = layersOf(units, describe)
        task = task.positionBias(PositionBias(column, positions, dimension, tower, dropout))
    }

    /**
     * The share of the examples with the label no that the training data kept, in (0, 1]; what is
     * predicted is recalibrated to all data.
     *
     * @see Task.keptNegatives
     */
    public fun keptNegatives(share: Float) {
        task = task.keptNegatives(share)
    }

    /**
     * Cross-entropy with softened labels or a heavier yes, for binary, multilabel and multiclass
     * tasks.
     *
     * @param labelSmoothing share of each label spread evenly over all answers
     * @param positiveWeight factor of the loss where the label is yes
     * @see Loss.CrossEntropy
     */
    public fun crossEntropy(labelSmoothing: Float = 0f, positiveWeight: Float = 1f) {
        task = task.loss(Loss.CrossEntropy(labelSmoothing, positiveWeight))
    }

    /**
     * Focal loss, which dwells on hard examples, for binary and multilabel tasks.
     *
     * @param gamma how little easy examples count
     * @param alpha factor where the label is yes, `1 - alpha` where it is no
     * @see Loss.Focal
     */
    public fun focal(gamma: Float = 2f, alpha: Float = 0.25f) {
        task = task.loss(Loss.Focal(gamma, alpha))
    }

    /**
     * Pairwise ranking loss between examples of one [group], for binary, product, count and
     * regression tasks.
     *
     * @param group column of the group, read in training only
     * @param share share of this loss, the rest being the usual loss of the target
     * @see Loss.Pairwise
     */
    public fun pairwise(group: String, share: Float = 1f) {
        task = task.loss(Loss.Pairwise(group, share))
    }

    /**
     * Huber's loss, squared up to an error of [delta] and linear beyond, for regression tasks.
     *
     * @see Loss.Huber
     */
    public fun huber(delta: Float = 1f) {
        task = task.loss(Loss.Huber(delta))
    }
}
