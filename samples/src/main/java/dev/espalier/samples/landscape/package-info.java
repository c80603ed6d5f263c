/** The two-dimensional landscape of the PCGrad paper. */
@NullMarked
package dev.espalier.samples.landscape;

import org.jspecify.annotations.NullMarked;
