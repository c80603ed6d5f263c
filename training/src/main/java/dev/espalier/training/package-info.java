/** Input pipelines, gradient steps, metrics, the training loop, checkpoints and reports. */
@NullMarked
package dev.espalier.training;

import org.jspecify.annotations.NullMarked;
