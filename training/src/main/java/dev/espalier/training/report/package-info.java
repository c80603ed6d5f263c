/** What a training run did, as values, and how people and machines read them. */
@NullMarked
package dev.espalier.training.report;

import org.jspecify.annotations.NullMarked;
