package dev.espalier.samples.family;

import java.util.Random;

/** Gradients to feed, and what is measured of their sums. */
final class Vectors {

  private Vectors() {}

  /** A vector of this width with these coordinates first, then zeros. */
  static float[] along(int width, double... first) {
    float[] vector = new float[width];
    for (int i = 0; i < first.length; i++) {
      vector[i] = (float) first[i];
    }
    return vector;
  }

  /** Two vectors of length one with this cosine. */
  static float[][] pair(double cosine) {
    return new float[][] {{1, 0}, {(float) cosine, (float) Math.sqrt(1 - cosine * cosine)}};
  }

  /** The vector with normal noise whose length is about this. */
  static float[] noisy(float[] vector, double length, Random random) {
    float[] noisy = vector.clone();
    double each = length / Math.sqrt(vector.length);
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += (float) (each * random.nextGaussian());
    }
    return noisy;
  }

  /** The sum with a multiple of another vector. */
  static double[] plus(double[] sum, float[] vector, double factor) {
    double[] next = sum.clone();
    for (int i = 0; i < next.length; i++) {
      next[i] += factor * vector[i];
    }
    return next;
  }

  /** The cosine of the angle between them. */
  static double cosine(double[] a, float[] b) {
    double product = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      first += a[i] * a[i];
      second += (double) b[i] * b[i];
    }
    return product / Math.sqrt(first * second);
  }
}
