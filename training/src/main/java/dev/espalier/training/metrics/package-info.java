/** How good predictions are: functions of arrays, without a model. */
@NullMarked
package dev.espalier.training.metrics;

import org.jspecify.annotations.NullMarked;
