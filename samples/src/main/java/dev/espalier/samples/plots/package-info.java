/** How figures are written. */
@NullMarked
package dev.espalier.samples.plots;

import org.jspecify.annotations.NullMarked;
