package dev.espalier.samples.plots

import java.util.Locale
import org.jetbrains.letsPlot.awt.plot.PlotSvgExport
import org.jetbrains.letsPlot.intern.Plot
import org.jetbrains.letsPlot.intern.toSpec

/** A plot as SVG text that is fit to be kept in a repository. */
object Figure {

    /** Without indentation, and no more exact than a tenth of a pixel. */
    fun svg(plot: Plot): String =
        Regex("""\d+\.\d{2,}""")
            .replace(PlotSvgExport.buildSvgImageFromRawSpecs(plot.toSpec())) {
                "%.1f".format(Locale.ROOT, it.value.toDouble())
            }
            .replace(Regex("""\n\s+"""), "\n")
}
