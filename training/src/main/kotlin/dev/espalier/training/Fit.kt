package dev.espalier.training

import dev.espalier.training.data.ExampleStream
import dev.espalier.training.data.Examples
import dev.espalier.training.report.TrainingReport

/**
 * Trains with settings written in place: `model.fit(train, valid) { gradients(pcGrad(),
 * adam(1e-3f)); epochs(5) }`.
 *
 * @see Model.fit
 */
public fun Model.fit(
    training: Examples,
    validation: Examples,
    settings: TrainingSettingsBuilder.() -> Unit,
): TrainingReport = fit(training, validation, TrainingSettings.builder().apply(settings).build())

/**
 * Trains on a stream with settings written in place: `model.fit(ExampleStream.csv(path), valid) {
 * epochs(5) }`.
 *
 * @see Model.fit
 */
public fun Model.fit(
    training: ExampleStream,
    validation: Examples,
    settings: TrainingSettingsBuilder.() -> Unit,
): TrainingReport = fit(training, validation, TrainingSettings.builder().apply(settings).build())

/** Settings of a training written in place. */
public fun trainingSettings(settings: TrainingSettingsBuilder.() -> Unit): TrainingSettings =
    TrainingSettings.builder().apply(settings).build()

/**
 * Exports the model as `base/version`, with the version by name.
 *
 * @see Model.export
 */
public fun Model.export(base: java.nio.file.Path, version: Int): ExportReport =
    export(base, version.toLong())
