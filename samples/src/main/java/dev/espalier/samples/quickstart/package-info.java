/** The first model: the MMoE paper's synthetic tasks, trained, exported, and read back. */
@NullMarked
package dev.espalier.samples.quickstart;

import org.jspecify.annotations.NullMarked;
