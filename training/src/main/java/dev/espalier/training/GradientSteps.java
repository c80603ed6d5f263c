package dev.espalier.training;

/** Where gradient steps come from: factories to import statically. */
public final class GradientSteps {

  private GradientSteps() {}

  /** Projects conflicting task gradients, see {@link PcGrad}. */
  public static PcGrad pcGrad() {
    return new PcGrad();
  }

  /** Takes the shortest convex combination of the task gradients, see {@link Mgda}. */
  public static Mgda mgda() {
    return new Mgda();
  }

  /** Helps the worst task near the mean gradient, at most 0.4 of its norm away: {@link CaGrad}. */
  public static CaGrad caGrad() {
    return caGrad(0.4f);
  }

  /** Helps the worst task near the mean gradient, see {@link CaGrad}. */
  public static CaGrad caGrad(float c) {
    return new CaGrad(c);
  }

  /** Weighs tasks so that all have the same say in the direction, see {@link ImtlG}. */
  public static ImtlG imtlG() {
    return new ImtlG();
  }

  /** Makes the task gradients orthogonal before it sums them, see {@link AlignedMtl}. */
  public static AlignedMtl alignedMtl() {
    return new AlignedMtl();
  }

  /** Weighs the losses at random in each step, see {@link RandomWeights}. */
  public static RandomWeights randomWeights() {
    return new RandomWeights();
  }

  /** Sums the task gradients, see {@link EqualWeights}. */
  public static EqualWeights equalWeights() {
    return new EqualWeights();
  }

  /** Shortens the gradient to at most this norm, see {@link ClipByGlobalNorm}. */
  public static ClipByGlobalNorm clipByGlobalNorm(float norm) {
    return new ClipByGlobalNorm(norm);
  }

  /** Adam with a constant learning rate and the default memories, see {@link Adam}. */
  public static Adam adam(float learningRate) {
    return adam(new ConstantRate(learningRate));
  }

  /** Adam with the default memories, see {@link Adam}. */
  public static Adam adam(Schedule learningRate) {
    return new Adam(learningRate, 0.9f, 0.999f, 1e-7f);
  }

  /** Gradient descent with a constant learning rate, see {@link Sgd}. */
  public static Sgd sgd(float learningRate) {
    return sgd(new ConstantRate(learningRate));
  }

  /** Gradient descent, see {@link Sgd}. */
  public static Sgd sgd(Schedule learningRate) {
    return new Sgd(learningRate);
  }

  /** Momentum 0.9 with a constant learning rate, see {@link Momentum}. */
  public static Momentum momentum(float learningRate) {
    return momentum(learningRate, 0.9f);
  }

  /** Momentum with a constant learning rate, see {@link Momentum}. */
  public static Momentum momentum(float learningRate, float momentum) {
    return momentum(new ConstantRate(learningRate), momentum);
  }

  /** Momentum, see {@link Momentum}. */
  public static Momentum momentum(Schedule learningRate, float momentum) {
    return new Momentum(learningRate, momentum, false);
  }

  /** AdaGrad with a constant learning rate and sums that start at 0.1, see {@link AdaGrad}. */
  public static AdaGrad adaGrad(float learningRate) {
    return adaGrad(new ConstantRate(learningRate));
  }

  /** AdaGrad with sums that start at 0.1, see {@link AdaGrad}. */
  public static AdaGrad adaGrad(Schedule learningRate) {
    return new AdaGrad(learningRate, 0.1f);
  }

  /** RMSProp with a constant learning rate and decay 0.9, see {@link RmsProp}. */
  public static RmsProp rmsProp(float learningRate) {
    return rmsProp(new ConstantRate(learningRate));
  }

  /** RMSProp with decay 0.9, see {@link RmsProp}. */
  public static RmsProp rmsProp(Schedule learningRate) {
    return new RmsProp(learningRate, 0.9f, 0f, 1e-7f);
  }
}
