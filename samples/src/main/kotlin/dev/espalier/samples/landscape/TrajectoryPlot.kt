package dev.espalier.samples.landscape

import dev.espalier.samples.plots.Figure
import java.util.Locale
import org.jetbrains.letsPlot.facet.facetWrap
import org.jetbrains.letsPlot.geom.geomPath
import org.jetbrains.letsPlot.geom.geomPoint
import org.jetbrains.letsPlot.ggsize
import org.jetbrains.letsPlot.intern.Plot
import org.jetbrains.letsPlot.label.ggtitle
import org.jetbrains.letsPlot.label.labs
import org.jetbrains.letsPlot.letsPlot

/** Where each merge went, a panel each: starts are circles, ends are dots, the front is black. */
object TrajectoryPlot {
    private const val COLUMNS = 5
    private const val PANEL = 190

    /** The figure of these runs on a landscape, as SVG. */
    @JvmStatic
    fun svg(surface: SurfaceName, rows: List<LandscapeStudy.Row>): String =
        Figure.svg(plot(surface, rows))

    private fun plot(surface: SurfaceName, rows: List<LandscapeStudy.Row>): Plot {
        val merges = rows.map { it.merge() }.distinct()
        val high = (merges.size + COLUMNS - 1) / COLUMNS
        val shape = LandscapeRun.front(surface).filterIndexed { i, _ -> i % 10 == 0 }
        val front = merges.flatMap { merge -> shape.map { merge to it } }
        val ends = rows.map { Place(it, it.run().path().last()) }
        val starts = rows.map { Place(it, it.start()) }
        val path = rows.flatMap { row -> row.run().path().map { Place(row, it) } }
        return letsPlot() +
            geomPath(table(path), size = 0.7, showLegend = false) {
                x = "x"
                y = "y"
                color = "start"
            } +
            geomPath(points(front), size = 1.5, color = "black") {
                x = "x"
                y = "y"
            } +
            geomPoint(
                points(front.filter { it.second == shape[0] }),
                size = 1.5,
                color = "black",
            ) {
                x = "x"
                y = "y"
            } +
            geomPoint(table(starts), size = 2.5, shape = 1, showLegend = false) {
                x = "x"
                y = "y"
                color = "start"
            } +
            geomPoint(table(ends), size = 2.5, showLegend = false) {
                x = "x"
                y = "y"
                color = "start"
            } +
            facetWrap("merge", ncol = COLUMNS, order = 1) +
            labs(x = "x", y = "y") +
            ggtitle(
                "Landscape of $surface, ${"%,d".format(Locale.ROOT, rows[0].run().steps())} steps of Adam with each merge"
            ) +
            ggsize(minOf(COLUMNS, merges.size) * PANEL + 60, high * PANEL + 70)
    }

    private class Place(val row: LandscapeStudy.Row, val point: Point)

    private fun table(places: List<Place>): Map<String, List<Any>> =
        points(places.map { it.row.merge() to it.point }) +
            ("start" to places.map { it.row.start().toString() })

    private fun points(places: List<Pair<Any, Point>>): Map<String, List<Any>> =
        mapOf(
            "merge" to places.map { it.first.toString() },
            "x" to places.map { it.second.x() },
            "y" to places.map { it.second.y() },
        )
}
