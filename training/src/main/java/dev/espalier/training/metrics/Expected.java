package dev.espalier.training.metrics;

/** What is expected of classes in order: the mean class by the probabilities. */
final class Expected {

  private Expected() {}

  /** Of these probabilities [rows, classes], row-major. */
  static float[] classes(float[] probabilities, int classes) {
    float[] means = new float[probabilities.length / classes];
    for (int i = 0; i < probabilities.length; i++) {
      means[i / classes] += i % classes * probabilities[i];
    }
    return means;
  }
}
