/** Whether experts of which a router picks a few are kept busy. */
@NullMarked
package dev.espalier.samples.routing;

import org.jspecify.annotations.NullMarked;
