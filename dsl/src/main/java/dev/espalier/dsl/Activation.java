package dev.espalier.dsl;

/** The pointwise non-linearity that follows each hidden layer. */
public enum Activation {
  /** max(0, x). */
  RELU,
  /** x where positive, 0.2 x elsewhere. */
  LEAKY_RELU,
  /** x where positive, exp(x) - 1 elsewhere (Clevert et al. 2016). */
  ELU,
  /** The self-normalising scaled ELU (Klambauer et al. 2017). */
  SELU,
  /** x Phi(x), Phi the standard normal distribution function (Hendrycks and Gimpel 2016). */
  GELU,
  /** x sigmoid(x) (Ramachandran et al. 2017). */
  SWISH,
  /** 1 / (1 + exp(-x)). */
  SIGMOID,
  /** The hyperbolic tangent. */
  TANH,
  /** ln(1 + exp(x)). */
  SOFTPLUS,
  /** x itself. */
  LINEAR
}
