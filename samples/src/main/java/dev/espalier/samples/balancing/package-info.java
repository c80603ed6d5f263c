/** What balancing tasks is worth: every merge and weighting with the same tuning. */
@NullMarked
package dev.espalier.samples.balancing;

import org.jspecify.annotations.NullMarked;
