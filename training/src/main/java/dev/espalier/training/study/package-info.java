/** What a study of many trainings decides by: which is hopeless, and which none beats. */
@NullMarked
package dev.espalier.training.study;

import org.jspecify.annotations.NullMarked;
