package dev.espalier.samples.extension

import dev.espalier.dsl.BlockDeclaration.Site
import dev.espalier.dsl.Problem
import dev.espalier.dsl.Stream
import dev.espalier.dsl.Topology
import dev.espalier.dsl.WeightDeclaration
import dev.espalier.dsl.topology
import dev.espalier.graph.extension.BlockSite
import dev.espalier.graph.extension.CustomBlock
import org.tensorflow.Operand
import org.tensorflow.types.TFloat32

/**
 * The block of [Highway] in Kotlin.
 *
 * @property carry what T's offset starts at
 */
@JvmRecord
data class HighwayInKotlin(val carry: Float) : CustomBlock {
    constructor() : this(-1f)

    override fun problems(path: String, into: List<Stream>): List<Problem> =
        if (into.size == 1 && into[0].isShared) emptyList()
        else
            listOf(
                Problem(path, "${into.size} streams", "one shared stream", "Put omoe() before it")
            )

    override fun after(into: List<Stream>, tasks: List<String>): List<Stream> = into

    override fun weights(site: Site): List<WeightDeclaration> {
        val width = site.`in`[0].width
        return listOf(
            WeightDeclaration.matrix("H", width, width),
            WeightDeclaration.matrix("T", width, width),
            WeightDeclaration.vector("carry", width, carry),
        )
    }

    override fun apply(
        site: BlockSite,
        into: List<Operand<TFloat32>>,
    ): List<Operand<TFloat32>> {
        val tf = site.tf()
        val x = into[0]
        val h = tf.nn.relu(tf.linalg.matMul(x, site.weight("H")))
        val taken = tf.linalg.matMul(x, site.weight("T"))
        val t = tf.math.sigmoid(tf.math.add(taken, site.weight("carry")))
        return listOf(tf.math.add(x, tf.math.mul(t, tf.math.sub(h, x))))
    }
}

/** A shared bottom, a highway layer of one's own, and a tower for each task. */
fun highwayTopology(): Topology =
    topology("highway") {
        inputs { numeric("x", width = 10) }
        shared {
            sharedBottom(8)
            block(HighwayInKotlin(carry = -2f))
        }
        regression("y1") { tower(4) }
        regression("y2") { tower(4) }
    }
