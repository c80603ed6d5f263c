package dev.espalier.samples.landscape;

import java.util.Locale;

/** A landscape by its name. */
public enum SurfaceName {
  /** That of the PCGrad paper, with one start. */
  PCGRAD(new RidgeSurface()),
  /** That of the CAGrad paper, with five starts. */
  CAGRAD(new ValleySurface());

  private final Surface surface;

  SurfaceName(Surface surface) {
    this.surface = surface;
  }

  Surface surface() {
    return surface;
  }

  /** Steps of a run where nobody says how many. */
  public long steps() {
    return surface.steps();
  }

  /** As on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
