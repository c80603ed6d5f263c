/** Topologies as versioned JSON. */
@NullMarked
package dev.espalier.dsl.json;

import org.jspecify.annotations.NullMarked;
