/** The merges and weightings of Espalier by the names that a command line gives them. */
@NullMarked
package dev.espalier.samples.gradients;

import org.jspecify.annotations.NullMarked;
