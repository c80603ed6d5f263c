package dev.espalier.training.data;

/**
 * How many values an encoded row has of each kind.
 *
 * @param numbers standardised numbers
 * @param ids row numbers
 * @param labels label columns
 * @param weights weights of labels: as many, or none where all are 1
 */
record RowShape(int numbers, int ids, int labels, int weights) {}
