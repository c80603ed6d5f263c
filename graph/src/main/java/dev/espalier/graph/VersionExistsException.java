package dev.espalier.graph;

import java.nio.file.Path;

/** A version that exists is never touched: a server may be reading it. */
public final class VersionExistsException extends ExportException {
  private static final long serialVersionUID = 1L;

  VersionExistsException(Path version) {
    super(
        "Version \"%s\" exists and is never overwritten. Export under a higher version."
            .formatted(version));
  }
}
