/** Not public API: may change without notice. */
@NullMarked
package dev.espalier.training.internal;

import org.jspecify.annotations.NullMarked;
