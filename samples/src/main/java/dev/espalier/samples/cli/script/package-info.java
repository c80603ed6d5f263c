/** Compiles and runs a person's scripts. */
@NullMarked
package dev.espalier.samples.cli.script;

import org.jspecify.annotations.NullMarked;
