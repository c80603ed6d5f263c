/** Not public API: may change without notice. */
@NullMarked
package dev.espalier.graph.internal;

import org.jspecify.annotations.NullMarked;
