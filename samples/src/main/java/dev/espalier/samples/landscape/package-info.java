/** The two-dimensional landscapes of the PCGrad and the CAGrad papers. */
@NullMarked
package dev.espalier.samples.landscape;

import org.jspecify.annotations.NullMarked;
