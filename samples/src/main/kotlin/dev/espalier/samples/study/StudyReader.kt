package dev.espalier.samples.study

import dev.espalier.dsl.Problem
import dev.espalier.training.study.MedianRule
import dev.espalier.training.study.Pruning
import dev.espalier.training.study.SuccessiveHalving
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive

/** Makes values of a document, and notes what is wrong with them. */
internal class StudyReader(private val document: StudyDocument) {
    val problems = ArrayList<Problem>()

    fun dimensions(): List<Dimension> {
        if (document.dimensions.isEmpty()) {
            wrong("$.dimensions", "none", "at least one", "Say what the trials differ in")
        }
        val names = HashSet<String>()
        return document.dimensions.mapIndexedNotNull { i, it ->
            val path = "$.dimensions[$i]"
            if (!names.add(it.name) || it.name.isBlank() || it.name in COLUMNS) {
                val others = "a name that no other column has: ${COLUMNS.joinToString(", ")}"
                wrong("$path.name", "\"${it.name}\"", others, "Take another one")
            }
            dimension(it, "$path (${it.name})")
        }
    }

    private fun dimension(it: DimensionDocument, path: String): Dimension? {
        if ((it.at == null) == (it.option == null)) {
            val both = if (it.at == null) "neither at nor option" else "at and option"
            wrong(
                path,
                both,
                "one of them",
                "Say what it sets, a place in the topology or an option",
            )
        }
        val places = it.at?.let { at -> places(at, "$path.at") } ?: emptyList()
        val values = values(it, path) ?: return null
        return Dimension(it.name, places, it.option, values)
    }

    private fun places(at: JsonElement, path: String): List<JsonPointer> {
        val texts = (at as? List<*>) ?: listOf(at)
        if (texts.isEmpty()) wrong(path, "none", "at least one place", "Add one")
        return texts.mapNotNull {
            try {
                require(it is JsonPrimitive && it.isString) { "$it: a place is text in quotes" }
                JsonPointer.of(it.content)
            } catch (malformed: IllegalArgumentException) {
                wrong(path, "$it", "a place such as /shared/0/experts/count", "Correct it")
                null
            }
        }
    }

    private fun values(it: DimensionDocument, path: String): Values? {
        val given = listOfNotNull(it.choice, it.uniform, it.logUniform, it.integers)
        if (given.size != 1) {
            val kinds = "choice, uniform, logUniform, integers"
            wrong(path, "${given.size} kinds of values", "one of $kinds", "Give exactly one")
            return null
        }
        if (it.labels != null && it.labels.size != it.choice?.size) {
            wrong("$path.labels", "${it.labels.size}", "one for each value of choice", "Correct it")
            return null
        }
        it.choice?.let { values ->
            return choice(values, it.labels, path)
        }
        it.uniform?.let { range ->
            return Values.Uniform(range.from, range.to).takeIf {
                ordered(range.from < range.to, "$path.uniform", "${range.from} to ${range.to}")
            }
        }
        it.logUniform?.let { range ->
            val fine = range.from > 0 && range.from < range.to
            return Values.LogUniform(range.from, range.to).takeIf {
                ordered(fine, "$path.logUniform", "${range.from} to ${range.to}", "positive ones, ")
            }
        }
        val range = it.integers!!
        val fine = range.step > 0 && range.from < range.to && (!range.logarithmic || range.from > 0)
        return Values.Integers(range.from, range.to, range.step, range.logarithmic).takeIf {
            val text = "${range.from} to ${range.to} by ${range.step}"
            ordered(fine, "$path.integers", text, if (range.logarithmic) "positive ones, " else "")
        }
    }

    private fun choice(values: List<JsonElement>, labels: List<String>?, path: String): Values? {
        val drawn = values.map(Drawn::of)
        val named = drawn.mapIndexed { i, it ->
            if (labels == null) it else Drawn(it.value, labels[i])
        }
        if (named.isEmpty() || named.map { it.label }.toSet().size < named.size) {
            wrong(
                "$path.choice",
                "${named.map { it.label }}",
                "values unlike each other",
                "Correct it",
            )
            return null
        }
        return Values.Choice(named)
    }

    private fun ordered(fine: Boolean, path: String, range: String, kind: String = ""): Boolean {
        if (!fine) wrong(path, range, kind + "the smaller first", "Correct it")
        return fine
    }

    fun search(dimensions: List<Dimension>, asked: Int?): Search? {
        val random = document.search.random
        if (random == null && asked != null) {
            wrong("--trials", "$asked", "none for a grid", "A grid has the trials that it has")
        }
        if ((document.search.grid == null) == (random == null)) {
            wrong("$.search", "both or neither", "grid or random", "Give exactly one")
            return null
        }
        val endless = dimensions.filter { it.values.all().isEmpty() }
        val points = dimensions.fold(1.0) { all, it -> all * it.values.all().size }
        if (random == null) {
            for (dimension in endless) {
                wrong(
                    "$.search.grid",
                    "dimension \"${dimension.name}\", which has values without end",
                    "choice and integers",
                    "List the values of it in a choice, or take random",
                )
            }
            if (points > MOST) tooMany("$.search.grid", points, "Leave values out, or take random")
            return Search.Grid()
        }
        val trials = asked ?: random.trials
        val path = if (asked == null) "$.search.random.trials" else "--trials"
        if (trials < 1) {
            wrong(path, "$trials", "1 or more", "Correct it")
        } else if (trials > MOST) {
            tooMany(path, trials.toDouble(), "Take fewer")
        } else if (endless.isEmpty() && trials > points) {
            wrong(path, "$trials", "at most ${points.toLong()}", "There are no more; take grid")
        }
        return Search.Draws(trials, random.seed)
    }

    private fun tooMany(path: String, trials: Double, hint: String) =
        wrong(path, "${trials.toLong()} trials", "at most $MOST", hint)

    /** A gain since a trial's own first epoch says nothing about another trial. */
    fun score(): String {
        if (document.score == "worst") {
            wrong(
                "$.score",
                "\"worst\"",
                "mean, or metrics of tasks",
                "Take what trials can be compared by: worst is relative to each one's first epoch",
            )
        }
        return document.score
    }

    fun pruning(): Pruning? {
        val given = document.pruning ?: return null
        val median = given.median
        val halving = given.halving
        if ((median == null) == (halving == null)) {
            wrong("$.pruning", "both or neither", "median or halving", "Give exactly one")
            return null
        }
        return try {
            if (median != null) MedianRule(median.warmUp, median.atLeast)
            else SuccessiveHalving(halving!!.first, halving.factor)
        } catch (refused: IllegalArgumentException) {
            wrong(
                "$.pruning",
                "other numbers",
                refused.message!!.substringBefore(';'),
                "Correct it",
            )
            null
        }
    }

    private fun wrong(path: String, received: String, allowed: String, hint: String) {
        problems.add(Problem(path, received, allowed, hint))
    }

    private companion object {
        /** A table of more trials nobody reads, and a folder of more is slow. */
        const val MOST = 10_000

        /** What tables have a column of, beside the dimensions and the objectives. */
        val COLUMNS = StudyTable.columns()
    }
}
