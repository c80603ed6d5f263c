/**
 * Checkpoints on disk that survive what kills a run: a crash, a full disk, a flipped bit.
 *
 * <p>A checkpoint is a directory, complete from the moment it has its name. The files in it are
 * written by whoever holds the weights; this package knows their names, sizes and checksums only.
 */
@NullMarked
package dev.espalier.training.checkpoint;

import org.jspecify.annotations.NullMarked;
