/**
 * Examples: tables in memory or streamed from files, their parts, and what a training step is fed
 * from them.
 */
@NullMarked
package dev.espalier.training.data;

import org.jspecify.annotations.NullMarked;
