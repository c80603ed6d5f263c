/** The seam to TensorFlow: the only public signatures of this module with TensorFlow's types. */
@NullMarked
package dev.espalier.training.extension;

import org.jspecify.annotations.NullMarked;
