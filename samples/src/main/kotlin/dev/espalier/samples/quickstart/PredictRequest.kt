package dev.espalier.samples.quickstart

import dev.espalier.training.data.Examples
import dev.espalier.training.data.Numbers
import kotlinx.serialization.json.add
import kotlinx.serialization.json.addJsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray

/** A request in the row format of TensorFlow Serving's REST interface. */
object PredictRequest {

    /** Asks the signature of all tasks for the first rows of a vector feature. */
    @JvmStatic
    fun of(feature: String, examples: Examples, rows: Int): String {
        val numbers = examples.column(feature) as Numbers
        return buildJsonObject {
            put("signature_name", "serving_default")
            putJsonArray("instances") {
                for (row in 0 until rows) {
                    addJsonObject {
                        putJsonArray(feature) {
                            for (i in 0 until numbers.width()) add(numbers.at(row, i))
                        }
                    }
                }
            }
        }
            .toString()
    }
}
