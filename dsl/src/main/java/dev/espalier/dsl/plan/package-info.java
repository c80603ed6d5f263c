/** What a topology comes to: streams, steps, and typed, sized, owned parameters. */
@NullMarked
package dev.espalier.dsl.plan;

import org.jspecify.annotations.NullMarked;
