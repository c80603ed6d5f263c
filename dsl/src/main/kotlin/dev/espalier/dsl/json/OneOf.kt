package dev.espalier.dsl.json

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerialInfo

/** Marks a document of which exactly one key is given, which says what kind of thing it is. */
@OptIn(ExperimentalSerializationApi::class)
@SerialInfo
@Target(AnnotationTarget.CLASS)
internal annotation class OneOf

/** Marks a document of which these two keys exclude each other. */
@OptIn(ExperimentalSerializationApi::class)
@SerialInfo
@Repeatable
@Target(AnnotationTarget.CLASS)
internal annotation class NotBoth(val one: String, val other: String)

/** The one that is given; that it is exactly one has been checked. */
internal fun <T : Any> one(vararg alternatives: T?): T = alternatives.filterNotNull().single()
