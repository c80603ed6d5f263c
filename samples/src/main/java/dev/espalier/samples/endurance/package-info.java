/** What a training survives: signals, broken files, and time. */
@NullMarked
package dev.espalier.samples.endurance;

import org.jspecify.annotations.NullMarked;
