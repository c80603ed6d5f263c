// espalier run [--json] samples/scripts/quickstart.main.kts [folder for the exported model]
import dev.espalier.dsl.topology
import dev.espalier.training.GradientSteps.adam
import dev.espalier.training.GradientSteps.pcGrad
import dev.espalier.training.Model
import dev.espalier.training.data.Examples
import dev.espalier.training.data.Numbers
import dev.espalier.training.fit
import dev.espalier.training.report.HistoryJson
import java.nio.file.Files
import java.nio.file.Path
import kotlin.random.Random

// Two tasks that agree about x and disagree about y.
val random = Random(7)
val x = FloatArray(4_000) { random.nextFloat() * 2 - 1 }
val y = FloatArray(x.size) { random.nextFloat() * 2 - 1 }
val parts =
    Examples.of(
            Numbers.of("x", *x),
            Numbers.of("y", *y),
            Numbers.of("click", *FloatArray(x.size) { if (x[it] + y[it] > 0) 1f else 0f }),
            Numbers.of("dwell", *FloatArray(x.size) { x[it] - y[it] }),
        )
        .split(0.2, 7)

val tiny =
    topology("tiny") {
        inputs { numeric("x", "y") }
        shared {
            experts(count = 4, units = 16)
            snr(subNetworks = 2, units = 8)
            mmoe()
        }
        binary("click") { tower(8) }
        regression("dwell") { tower(8) }
    }

val folder =
    args.firstOrNull { it != "--json" }?.let { Path.of(it) }
        ?: Files.createTempDirectory("espalier")

Model.compile(tiny).use { model ->
    val report =
        model.fit(parts.training(), parts.heldOut()) {
            gradients(pcGrad(), adam(5e-3f))
            epochs(8)
            batchSize(64)
            seed(7)
        }
    println(if ("--json" in args) HistoryJson.write(report.history()) else report.markdown())
    System.err.println("exported: ${model.export(folder.resolve("tiny"), 1).directory()}")
}
