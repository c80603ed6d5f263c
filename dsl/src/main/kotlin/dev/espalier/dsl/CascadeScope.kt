package dev.espalier.dsl

/**
 * The blocks of a cascade and the exits between them, first to last.
 *
 * @see Cascade
 */
@TopologyDsl
public class CascadeScope internal constructor(add: (Block) -> Unit) : SharedScope(add) {

    /**
     * Where examples may leave: a tower per task on the streams at this depth.
     *
     * @param tower width of each hidden layer of the towers, first to last
     * @see Blocks.exit
     */
    public fun exit(vararg tower: Int, describe: ExitScope.() -> Unit = {}) {
        block(ExitScope(tower).apply(describe).block())
    }
}
