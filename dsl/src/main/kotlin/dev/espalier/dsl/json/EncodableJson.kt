package dev.espalier.dsl.json

/** Makes JSON that every encoder can write: half a surrogate pair is escaped. */
public object EncodableJson {
    private val HALF =
        Regex("[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])|(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]")

    /** The same JSON, in which no character is half of a pair. */
    @JvmStatic
    public fun of(json: String): String = HALF.replace(json) { "\\u%04x".format(it.value[0].code) }
}
