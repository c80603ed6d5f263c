package dev.espalier.dsl;

import java.util.List;

/** A block for tests that says whatever it is told to. */
public record Declared(
    int count, int width, float scale, Kind kind, String note, boolean wide, List<Integer> sizes)
    implements BlockDeclaration {

  /** What it gives. */
  public enum Kind {
    SHARED,
    TASKS,
    BACKWARDS,
    UNEVEN
  }

  /** Checks the note. */
  public Declared {
    if (note.isBlank()) {
      throw new IllegalArgumentException("The note is blank");
    }
    sizes = List.copyOf(sizes);
  }

  /** The usual settings. */
  public Declared() {
    this(2, 4, 0.5f, Kind.SHARED, "usual", false, List.of(3));
  }

  Declared giving(Kind kind, int count, int width) {
    return new Declared(count, width, scale, kind, note, wide, sizes);
  }

  Declared sizes(Integer... sizes) {
    return new Declared(count, width, scale, kind, note, wide, List.of(sizes));
  }

  @Override
  public List<Stream> after(List<Stream> in, List<String> tasks) {
    List<String> order =
        kind == Kind.BACKWARDS ? tasks.stream().sorted((a, b) -> b.compareTo(a)).toList() : tasks;
    return switch (kind) {
      case SHARED -> java.util.Collections.nCopies(count, Stream.shared(width));
      case TASKS, BACKWARDS -> order.stream().map(task -> Stream.of(task, width)).toList();
      case UNEVEN -> List.of(Stream.shared(width), Stream.shared(width + 1));
    };
  }

  @Override
  public List<Problem> problems(String path, List<Stream> in) {
    return scale >= 0
        ? List.of()
        : List.of(new Problem(path + ".scale", scale + "", "0 or more", "Scale by less"));
  }

  @Override
  public List<WeightDeclaration> weights(Site site) {
    return List.of(
        WeightDeclaration.matrix("kernel", site.in().get(0).width(), width),
        new WeightDeclaration(
            note.equals("kernel") ? "kernel" : "sizes",
            sizes,
            new WeightDeclaration.Start.Constant(0f),
            0f,
            List.of()));
  }
}
