package dev.espalier.graph.internal;

import dev.espalier.graph.internal.Weight.Members;

/**
 * Where the entries of the named parts of a variable lie in it, worked out index by index: a second
 * opinion on what {@link Variables} says with reshapes and transpositions.
 */
final class Layout {
  private Layout() {}

  /** Place in the variable of entry e of part p, as [p][e]. */
  static int[][] places(Members members) {
    int parts = members.names().size();
    int size = (int) members.shape().size();
    int axes = members.order().size();
    int[] strides = new int[axes];
    int stride = 1;
    for (int axis = axes - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= (int) members.view().get(axis);
    }
    int[][] places = new int[parts][size];
    for (int i = 0; i < parts * size; i++) {
      int rest = i;
      int place = 0;
      for (int at = axes - 1; at >= 0; at--) {
        int axis = members.order().get(at);
        int length = (int) members.view().get(axis);
        place += rest % length * strides[axis];
        rest /= length;
      }
      places[i / size][i % size] = place;
    }
    return places;
  }
}
