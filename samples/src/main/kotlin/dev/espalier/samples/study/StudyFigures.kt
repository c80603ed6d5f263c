package dev.espalier.samples.study

import dev.espalier.samples.plots.Figure
import org.jetbrains.letsPlot.geom.geomLine
import org.jetbrains.letsPlot.geom.geomPoint
import org.jetbrains.letsPlot.geom.geomStep
import org.jetbrains.letsPlot.ggsize
import org.jetbrains.letsPlot.intern.Plot
import org.jetbrains.letsPlot.label.ggtitle
import org.jetbrains.letsPlot.label.labs
import org.jetbrains.letsPlot.letsPlot
import org.jetbrains.letsPlot.scale.scaleXLog10

/** The plots of a study, as SVG. */
object StudyFigures {
    private const val WIDTH = 560
    private const val HEIGHT = 320
    private const val REST = "#999999"
    private const val CHOSEN = "#d95f02"

    /** The score of each trial in their order, and the best so far. */
    @JvmStatic
    fun history(result: StudyResult): String {
        val scored = result.trials().filter { it.score().isFinite() }
        val best = ArrayList<Pair<Int, Double>>()
        for (trial in result.done()) {
            if (best.isEmpty() || trial.score() > best.last().second) {
                best.add(trial.number() to trial.score())
            }
        }
        if (best.isNotEmpty()) best.add(result.trials().size to best.last().second)
        val plot =
            letsPlot() +
                geomStep(
                    mapOf("trial" to best.map { it.first }, "score" to best.map { it.second }),
                    color = CHOSEN,
                ) {
                    x = "trial"
                    y = "score"
                } +
                geomPoint(points(result, scored), size = 3.0) {
                    x = "trial"
                    y = "score"
                    color = "state"
                } +
                labs(x = "trial", y = "score", color = "") +
                ggtitle("Score of each trial; the line is the best of those that are done")
        return svg(plot)
    }

    /** The best score so far over the epochs, a line for each trial. */
    @JvmStatic
    fun curves(result: StudyResult): String {
        val rows =
            result.trials().flatMap { trial ->
                trial.validations().filter { it.score().isFinite() }.map { trial to it }
            }
        val table =
            mapOf(
                "epoch" to rows.map { it.second.epoch() },
                "score" to rows.map { (trial, it) -> trial.curve().bestBy(it.epoch()) },
                "trial" to rows.map { it.first.number().toString() },
                "state" to rows.map { it.first.state().toString() },
            )
        val plot =
            letsPlot(table) {
                x = "epoch"
                y = "score"
                group = "trial"
                color = "state"
            } +
                geomLine(size = 0.7, alpha = 0.8) +
                geomPoint(size = 1.5) +
                labs(x = "epoch", y = "best score so far", color = "") +
                ggtitle("Best score so far over the epochs")
        return svg(plot)
    }

    /** The score against the values of a dimension. */
    @JvmStatic
    fun dimension(result: StudyResult, index: Int): String {
        val dimension = result.study().study().dimensions()[index]
        val scored = result.trials().filter { it.score().isFinite() }
        val labels = scored.map { result.plan(it).point().labels()[index] }
        val values = dimension.values()
        val plot =
            letsPlot(
                points(result, scored) +
                    ("value" to if (values.isNumeric) labels.map(String::toDouble) else labels)
            ) {
                x = "value"
                y = "score"
                color = "state"
            } +
                geomPoint(size = 3.0, alpha = 0.8) +
                labs(x = dimension.name(), y = "score", color = "") +
                ggtitle("Score by ${dimension.name()}")
        return svg(if (values.isLogarithmic) plot + scaleXLog10() else plot)
    }

    /** One objective against another; those that are not beaten over all objectives stand out. */
    @JvmStatic
    fun frontier(result: StudyResult, first: Int, second: Int): String {
        val objectives = result.study().objectives()
        val frontier = result.frontier()
        val rest = result.done() - frontier.toSet()
        val ordered = frontier.sortedBy { result.values(it)[first] }
        val plot =
            letsPlot() +
                geomPoint(pairs(result, rest, first, second), size = 3.0, color = REST) {
                    x = "x"
                    y = "y"
                } +
                geomLine(pairs(result, ordered, first, second), color = CHOSEN) {
                    x = "x"
                    y = "y"
                } +
                geomPoint(pairs(result, ordered, first, second), size = 4.0, color = CHOSEN) {
                    x = "x"
                    y = "y"
                } +
                labs(x = axis(objectives[first]), y = axis(objectives[second])) +
                ggtitle("Trials that no other one beats over the tasks")
        return svg(plot)
    }

    private fun axis(objective: Objective): String = StudyTable.directed(objective)

    private fun pairs(
        result: StudyResult,
        trials: List<Trial>,
        first: Int,
        second: Int,
    ): Map<String, List<Any>> =
        mapOf(
            "x" to trials.map { result.values(it)[first] },
            "y" to trials.map { result.values(it)[second] },
        )

    private fun points(result: StudyResult, trials: List<Trial>): Map<String, List<Any>> =
        mapOf(
            "trial" to trials.map { it.number() },
            "score" to trials.map { it.score() },
            "state" to trials.map { it.state().toString() },
        )

    private fun svg(plot: Plot): String = Figure.svg(plot + ggsize(WIDTH, HEIGHT))
}
