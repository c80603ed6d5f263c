package dev.espalier.dsl.json

import dev.espalier.dsl.Target
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("target")
@OneOf
internal class TargetDocument(
    @SerialName("binary") val binary: BinaryDocument? = null,
    @SerialName("multiclass") val multiclass: MulticlassDocument? = null,
    @SerialName("regression") val regression: RegressionDocument? = null,
    @SerialName("count") val count: CountDocument? = null,
    @SerialName("quantile") val quantile: QuantileDocument? = null,
    @SerialName("multilabel") val multilabel: MultilabelDocument? = null,
    @SerialName("ordinal") val ordinal: OrdinalDocument? = null,
    @SerialName("product") val product: ProductDocument? = null,
) {
    fun target(): Target =
        one(
            binary?.let { Target.Binary(it.positive) },
            multiclass?.let { Target.Multiclass(it.classes) },
            regression?.let { Target.Regression() },
            count?.let { Target.Count() },
            quantile?.let { Target.Quantile(it.q) },
            multilabel?.let { Target.Multilabel(it.labels) },
            ordinal?.let { Target.Ordinal(it.classes) },
            product?.let { Target.Product(it.of, it.given) },
        )
}

@Serializable
@SerialName("binary")
internal class BinaryDocument(@SerialName("positive") val positive: String? = null)

@Serializable
@SerialName("multiclass")
internal class MulticlassDocument(@SerialName("classes") val classes: Int)

@Serializable @SerialName("regression") internal data object RegressionDocument

@Serializable @SerialName("count") internal data object CountDocument

@Serializable @SerialName("quantile") internal class QuantileDocument(@SerialName("q") val q: Float)

@Serializable
@SerialName("multilabel")
internal class MultilabelDocument(@SerialName("labels") val labels: List<String>)

@Serializable
@SerialName("ordinal")
internal class OrdinalDocument(@SerialName("classes") val classes: Int)

@Serializable
@SerialName("product")
internal class ProductDocument(
    @SerialName("of") val of: String,
    @SerialName("given") val given: String,
)

internal fun documentOf(target: Target): TargetDocument =
    when (target) {
        is Target.Binary -> TargetDocument(binary = BinaryDocument(target.positive))
        is Target.Multiclass -> TargetDocument(multiclass = MulticlassDocument(target.classes))
        is Target.Regression -> TargetDocument(regression = RegressionDocument)
        is Target.Count -> TargetDocument(count = CountDocument)
        is Target.Quantile -> TargetDocument(quantile = QuantileDocument(target.q))
        is Target.Multilabel -> TargetDocument(multilabel = MultilabelDocument(target.labels))
        is Target.Ordinal -> TargetDocument(ordinal = OrdinalDocument(target.classes))
        is Target.Product -> TargetDocument(product = ProductDocument(target.of, target.given))
    }
