package dev.espalier.dsl.json

import dev.espalier.dsl.BlockDeclaration
import dev.espalier.dsl.FeatureDeclaration
import dev.espalier.dsl.LossDeclaration
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerialInfo
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/** Marks the document of a record from outside of Espalier: its type, and settings it defines. */
@OptIn(ExperimentalSerializationApi::class)
@SerialInfo
@Target(AnnotationTarget.CLASS)
internal annotation class Custom(val kind: String)

/** The records that documents of this kind can hold. */
internal fun customRecords(kind: String): CustomRecords<*> =
    when (kind) {
        "block" -> customBlocks
        "loss" -> customLosses
        "feature" -> customFeatures
        else -> error("No records are known of kind $kind")
    }

internal val customBlocks: CustomRecords<BlockDeclaration> =
    CustomRecords(BlockDeclaration::class.java)

internal val customLosses: CustomRecords<LossDeclaration> =
    CustomRecords(LossDeclaration::class.java)

internal val customFeatures: CustomRecords<FeatureDeclaration> =
    CustomRecords(FeatureDeclaration::class.java)

@Serializable
@SerialName("customBlock")
@Custom("block")
internal class CustomBlockDocument(
    @SerialName("type") val type: String,
    @SerialName("settings") val settings: JsonObject = JsonObject(emptyMap()),
)

@Serializable
@SerialName("customLoss")
@Custom("loss")
internal class CustomLossDocument(
    @SerialName("type") val type: String,
    @SerialName("settings") val settings: JsonObject = JsonObject(emptyMap()),
)

@Serializable
@SerialName("customFeature")
@Custom("feature")
internal class CustomFeatureDocument(
    @SerialName("type") val type: String,
    @SerialName("settings") val settings: JsonObject = JsonObject(emptyMap()),
)
