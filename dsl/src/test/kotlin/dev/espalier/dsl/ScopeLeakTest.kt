package dev.espalier.dsl

import java.nio.file.Path
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** What can be written inside a scope is what is legal there; the compiler refuses the rest. */
class ScopeLeakTest {

    private class Snippet(val refusal: String, val text: String)

    private val bad =
        mapOf(
            "TowerInTopology" to Snippet("'tower'", "tower(32)"),
            "MaskInTopology" to Snippet("'mask'", "mask(\"known\")"),
            "MaskInShared" to Snippet("'mask'", "shared { mask(\"known\") }"),
            "TowerInShared" to Snippet("'tower'", "shared { tower(32) }"),
            "ExpertsInInputs" to Snippet("'experts'", "inputs { experts(count = 8, units = 64) }"),
            "ExpertsInTopology" to Snippet("'experts'", "experts(count = 8, units = 64)"),
            "NumericInTopology" to Snippet("'numeric'", "numeric(\"x\")"),
            "NumericInShared" to Snippet("'numeric'", "shared { numeric(\"x\") }"),
            "CodesInExperts" to Snippet("'codes'", "shared { experts(8, 64) { codes() } }"),
            "KindInTower" to
                Snippet("'kind'", "binary(\"y\") { tower(8) { kind(Snr.Kind.AVER) } }"),
            "ExitInShared" to Snippet("'exit'", "shared { exit(4) }"),
            "ThresholdInCascade" to
                Snippet("'threshold'", "shared { cascade { threshold(0.9f) } }"),
            "RouterInShared" to Snippet("'topK'", "shared { topK(2) }"),
            // These names are in an outer scope, and only the marker keeps them out.
            "InputsInShared" to Snippet(OUTER, "shared { inputs { numeric(\"x\") } }"),
            "SharedInInputs" to Snippet(OUTER, "inputs { shared { dense(4) } }"),
            "SharedInShared" to Snippet(OUTER, "shared { shared { dense(4) } }"),
            "TaskInTask" to Snippet(OUTER, "binary(\"y\") { regression(\"z\") }"),
            "TaskInShared" to Snippet(OUTER, "shared { binary(\"y\") }"),
            "BlockInBlock" to Snippet(OUTER, "shared { experts(8, 64) { mmoe() } }"),
            "BlockInSnr" to Snippet(OUTER, "shared { snr(8, 64) { dense(4) } }"),
            "MaskInTower" to Snippet(OUTER, "binary(\"y\") { tower(8) { mask(\"known\") } }"),
            "TowerInTower" to Snippet(OUTER, "binary(\"y\") { tower(8) { tower(4) } }"),
            "BlockInExit" to Snippet(OUTER, "shared { cascade { exit(4) { dense(4) } } }"),
            "ExitInExit" to Snippet(OUTER, "shared { cascade { exit(4) { exit(2) } } }"),
            "TaskInCascade" to Snippet(OUTER, "shared { cascade { binary(\"y\") } }"),
            "BlockInSparseMoe" to Snippet(OUTER, "shared { sparseMoe(4, 8) { mmoe() } }"),
            "GatesInRouter" to
                Snippet(OUTER, "shared { sparseMoe(4, 8) { topK(2) { perTask() } } }"),
            // Texts, numbers and nulls are not one another.
            "UnitsAsText" to Snippet("mismatch", "shared { dense(\"32\") }"),
            "NoName" to Snippet("null cannot be a value", "binary(null)"),
            "NumericWithoutName" to Snippet("no value passed", "inputs { numeric() }"),
        )

    private val good =
        mapOf(
            "GoodTower" to "binary(\"y\") { tower(32, 16) { dropout(0.1f) } }",
            "GoodMask" to "binary(\"y\") { mask(\"known\"); weight(2f) }",
            "GoodExperts" to "shared { experts(count = 8, units = 64) { l2(1e-3f) }; mmoe() }",
            "GoodDepths" to "shared { experts(8, 64, 32); snr(4, units = intArrayOf(8, 8)) }",
            "GoodSnr" to "shared { snr(4, 32) { kind(Snr.Kind.AVER); codes(beta = 0.5f) } }",
            "GoodCascade" to "shared { cascade { dense(4); exit(2) { threshold(0.9f) }; mmoe() } }",
            "GoodSparseMoe" to
                "shared { sparseMoe(4, 8) { topK(2) { hidden(4) }; perPosition(\"s\") } }",
            "GoodInputs" to "inputs { numeric(\"a\", \"b\", width = 2); hashed(\"c\", 9, oneHot) }",
        )

    @Test
    fun `an outer scope is not reached by mistake`(@TempDir folder: Path) {
        val errors = KotlinCompiler(folder).errors(bad.mapValues { (_, it) -> within(it.text) })

        bad.forEach { (name, snippet) ->
            assertThat(errors.getValue(name)).describedAs(name).hasSize(1).allMatch {
                snippet.refusal in it
            }
        }
    }

    @Test
    fun `what belongs into a scope compiles`(@TempDir folder: Path) {
        val errors = KotlinCompiler(folder).errors(good.mapValues { (_, it) -> within(it) })

        assertThat(errors.filterValues { it.isNotEmpty() }).isEmpty()
    }

    private fun within(snippet: String): String {
        val name = "t" + snippet.hashCode().toUInt()
        return "import dev.espalier.dsl.*\n\nval $name = topology(\"t\") { $snippet }\n"
    }

    private companion object {
        const val OUTER = "cannot be called in this context with an implicit receiver"
    }
}
