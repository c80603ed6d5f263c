package dev.espalier.dsl

/**
 * The levels of progressive layered extraction, first to last.
 *
 * @see Ple
 */
@TopologyDsl
public class PleScope internal constructor() {
    private val levels = ArrayList<Cgc>()

    internal fun block(): Ple = Ple(levels)

    /**
     * A level of [shared] experts for all tasks and [perTask] for each.
     *
     * @param units width of each layer of an expert, first to last
     * @see Blocks.cgc
     */
    public fun level(
        shared: Int,
        perTask: Int,
        vararg units: Int,
        describe: LayersScope.() -> Unit = {},
    ) {
        levels.add(Blocks.cgc(shared, perTask, layersOf(units, describe)))
    }
}
