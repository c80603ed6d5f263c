package dev.espalier.samples.landscape;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Two tasks in two dimensions. */
interface Surface {

  /** Where its paper starts. */
  List<Point> starts();

  /** The losses of both tasks at a point. */
  List<Operand<TFloat32>> losses(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y);

  /** How far a point is from the nearest one where no loss can fall but another rises. */
  double distanceToFront(Point point);

  /** Points of that front, close together. */
  List<Point> front();

  /** Steps that a study takes of it by default. */
  long steps();
}
