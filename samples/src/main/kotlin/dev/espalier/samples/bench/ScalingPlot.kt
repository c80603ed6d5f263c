package dev.espalier.samples.bench

import dev.espalier.samples.plots.Figure
import org.jetbrains.letsPlot.geom.geomLine
import org.jetbrains.letsPlot.geom.geomPoint
import org.jetbrains.letsPlot.ggsize
import org.jetbrains.letsPlot.label.ggtitle
import org.jetbrains.letsPlot.label.labs
import org.jetbrains.letsPlot.letsPlot
import org.jetbrains.letsPlot.scale.scaleXContinuous
import org.jetbrains.letsPlot.scale.ylim

/** Median times against the number of experts, a line for each batch size. */
object ScalingPlot {

    /**
     * The figure of these results, as SVG.
     *
     * @param results of one workload and one part, at least one
     */
    @JvmStatic
    fun svg(results: List<BenchResult>): String {
        val experts = results.map { it.workload().experts() }.distinct()
        val table =
            mapOf(
                "experts" to results.map { it.workload().experts() },
                "milliseconds" to results.map { it.quantile(0.5) },
                "batch" to results.map { it.batch().toString() },
            )
        val name = results[0].workload().name()
        val plot =
            letsPlot(table) {
                x = "experts"
                y = "milliseconds"
                color = "batch"
            } +
                geomLine(size = 1.0) +
                geomPoint(size = 3.0) +
                scaleXContinuous(trans = "log2", breaks = experts, labels = experts.map { "$it" }) +
                ylim(listOf(0, null)) +
                labs(x = "experts", y = "milliseconds", color = "batch") +
                ggtitle("$name, ${results[0].part()}: time by number of experts") +
                ggsize(560, 360)
        return Figure.svg(plot)
    }
}
