package dev.espalier.training.data;

/**
 * What a {@link Split} makes of examples. Every row is in exactly one part, and each part keeps the
 * order of its rows.
 *
 * @param training rows to fit and train on
 * @param heldOut rows to validate or test on
 */
public record Parts(Examples training, Examples heldOut) {}
