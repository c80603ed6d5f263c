/** Grid and random searches over topologies and trainings, each trial in a process of its own. */
@NullMarked
package dev.espalier.samples.study;

import org.jspecify.annotations.NullMarked;
