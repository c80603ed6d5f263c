package dev.espalier.samples.cli

import dev.espalier.training.data.HashCollisions
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** How the values of a hashed feature fall into its buckets; shares are of 1. */
@Serializable
internal class CollisionDocument(
    val feature: String,
    val values: Int,
    val buckets: Int,
    val used: Int,
    val sharing: Int,
    @SerialName("expected_share") val expectedShare: Double,
    val rows: Int,
    @SerialName("sharing_rows") val sharingRows: Int,
    @SerialName("suggested_buckets") val suggestedBuckets: Int,
) {
    constructor(
        of: HashCollisions
    ) : this(
        of.feature(),
        of.values(),
        of.buckets(),
        of.used(),
        of.sharing(),
        of.expectedShare(),
        of.rows(),
        of.sharingRows(),
        of.suggestedBuckets(),
    )
}
