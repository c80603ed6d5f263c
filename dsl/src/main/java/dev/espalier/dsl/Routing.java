package dev.espalier.dsl;

/** Where the parts of a {@link SparseMoe} come from in Java: factories to import statically. */
public final class Routing {

  private Routing() {}

  /** The k experts of the largest logits, which are linear in what the experts read. */
  public static Router.TopK topK(int k) {
    return new Router.TopK(k, Layers.of(), Router.Softmax.AFTER);
  }
}
