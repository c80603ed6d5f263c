package dev.espalier.training.checkpoint

/**
 * A JSON object within another one that holds its checksum. The seal is read without knowing what
 * it guards, so that a manifest of a later schema is told from a broken one.
 */
internal object ManifestSeal {
    private const val DIGITS = 64
    private const val BEFORE = "{\"sha256\":\""
    private const val BETWEEN = "\",\"manifest\":"
    private const val AFTER = "}\n"
    private const val OVERHEAD = BEFORE.length + DIGITS + BETWEEN.length + AFTER.length

    fun close(body: String): String =
        BEFORE + Sha256.of(body.toByteArray()) + BETWEEN + body + AFTER

    fun open(text: String): String {
        require(text.length > OVERHEAD) { "is cut short, ${text.length} characters" }
        val body = text.substring(OVERHEAD - AFTER.length, text.length - AFTER.length)
        require(close(body) == text) { "does not match its own checksum" }
        return body
    }
}
