package dev.espalier.graph.internal;

/**
 * Says how JavaCPP, by which TensorFlow is called, looks after native memory. It reads this when it
 * is loaded, so it has to be said before the first call.
 */
public final class NativeMemory {

  private static final String LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

  private NativeMemory() {}

  /**
   * Leaves the size of the process to the operating system, unless someone has set a limit.
   *
   * <p>JavaCPP's own limit is four times the Java heap. To keep it, JavaCPP asks for the size of
   * the process at each allocation, which is 15 of the 20 microseconds that calling a training step
   * takes.
   */
  public static void unlimited() {
    if (System.getProperty(LIMIT) == null) {
      System.setProperty(LIMIT, "0");
    }
  }
}
