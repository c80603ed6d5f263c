/** Model scripts, each in Kotlin and in Java. */
@NullMarked
package dev.espalier.samples;

import org.jspecify.annotations.NullMarked;
