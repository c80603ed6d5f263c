/** Times training steps on workloads that programs in other frameworks run, too. */
@NullMarked
package dev.espalier.samples.bench;

import org.jspecify.annotations.NullMarked;
