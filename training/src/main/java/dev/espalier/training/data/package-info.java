/** Examples: tables in memory, their parts, and what a training step is fed from them. */
@NullMarked
package dev.espalier.training.data;

import org.jspecify.annotations.NullMarked;
