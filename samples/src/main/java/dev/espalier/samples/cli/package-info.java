/** The command line. */
@NullMarked
package dev.espalier.samples.cli;

import org.jspecify.annotations.NullMarked;
