/** What a topology is: immutable values, their builders, and their validation. */
@NullMarked
package dev.espalier.dsl;

import org.jspecify.annotations.NullMarked;
