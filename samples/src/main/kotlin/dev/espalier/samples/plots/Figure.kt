package dev.espalier.samples.plots

import java.util.Locale
import org.jetbrains.letsPlot.awt.plot.PlotSvgExport
import org.jetbrains.letsPlot.intern.Plot
import org.jetbrains.letsPlot.intern.toSpec

/** A plot as SVG text that is fit to be kept in a repository. */
object Figure {

    private val TAG = Regex("<[^>]*>")
    private val EXACT = Regex("""\d+\.\d{2,}""")

    /** Without indentation, and drawn no more exactly than to a tenth of a pixel. */
    fun svg(plot: Plot): String =
        TAG.replace(PlotSvgExport.buildSvgImageFromRawSpecs(plot.toSpec())) { tag ->
                EXACT.replace(tag.value) { "%.1f".format(Locale.ROOT, it.value.toDouble()) }
            }
            .replace(Regex("""\n\s+"""), "\n")
}
