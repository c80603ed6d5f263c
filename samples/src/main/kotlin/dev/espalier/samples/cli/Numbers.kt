package dev.espalier.samples.cli

/** JSON has no not-a-number and no infinities: they are null there. */
internal fun finite(value: Double): Double? = value.takeIf { it.isFinite() }
