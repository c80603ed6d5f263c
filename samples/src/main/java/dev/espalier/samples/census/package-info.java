/** Income and marital status from the UCI Census-Income table: group 1 of the MMoE paper. */
@NullMarked
package dev.espalier.samples.census;

import org.jspecify.annotations.NullMarked;
