/** A plan as TensorFlow graphs, for training and for serving. */
@NullMarked
package dev.espalier.graph;

import org.jspecify.annotations.NullMarked;
