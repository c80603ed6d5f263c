/** Each member of the PCGrad family on the experiment that shows what it is for. */
@NullMarked
package dev.espalier.samples.family;

import org.jspecify.annotations.NullMarked;
