/** Blocks, losses and merges of your own: what it takes to add one. */
@NullMarked
package dev.espalier.samples.extension;

import org.jspecify.annotations.NullMarked;
