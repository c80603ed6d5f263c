/** Topologies and plans as tables, Mermaid and DOT. */
@NullMarked
package dev.espalier.dsl.print;

import org.jspecify.annotations.NullMarked;
