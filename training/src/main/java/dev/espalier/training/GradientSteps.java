package dev.espalier.training;

import java.util.Map;

/** Where gradient steps come from: factories to import statically. */
public final class GradientSteps {

  private GradientSteps() {}

  /** Projects conflicting task gradients, see {@link PcGrad}. */
  public static PcGrad pcGrad() {
    return new PcGrad();
  }

  /** PCGrad with a margin to tasks that have conflicted on average, see {@link PcGradMomentum}. */
  public static PcGradMomentum pcGradMomentum() {
    return new PcGradMomentum(0.9f, 0.5f);
  }

  /** PCGrad with a margin to tasks that are about to conflict, see {@link PcGradNesterov}. */
  public static PcGradNesterov pcGradNesterov() {
    return new PcGradNesterov(0.9f, 0.5f);
  }

  /** PCGrad with a margin to tasks that have ever conflicted, see {@link PcGradAdaGrad}. */
  public static PcGradAdaGrad pcGradAdaGrad() {
    return new PcGradAdaGrad(0.5f);
  }

  /** PCGrad with a margin to tasks that have conflicted lately, see {@link PcGradRmsProp}. */
  public static PcGradRmsProp pcGradRmsProp() {
    return new PcGradRmsProp(0.9f, 0.5f);
  }

  /** PCGrad with a margin to tasks that conflict steadily, see {@link PcGradAdam}. */
  public static PcGradAdam pcGradAdam() {
    return new PcGradAdam(0.9f, 0.5f);
  }

  /** PCGrad that strengthens what tasks agree on, see {@link PcGradAccord}. */
  public static PcGradAccord pcGradAccord() {
    return new PcGradAccord(0.9f, 0.5f);
  }

  /** Turns task gradients towards their usual cosines, with a decay of 0.01: {@link GradVac}. */
  public static GradVac gradVac() {
    return gradVac(0.01f);
  }

  /** Turns task gradients towards their usual cosines, see {@link GradVac}. */
  public static GradVac gradVac(float decay) {
    return new GradVac(decay);
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

  /** Projects task gradients onto what conflicts with no task, see {@link UpGrad}. */
  public static UpGrad upGrad() {
    return new UpGrad();
  }

  /** The shortest combination in which each task has a share of an equal weight: {@link PeLtr}. */
  public static PeLtr peLtr(float share) {
    return new PeLtr(share);
  }

  /** Lets the tasks bargain about the direction, see {@link NashMtl}. */
  public static NashMtl nashMtl() {
    return new NashMtl();
  }

  /** Weighs tasks so that all have the same say in the direction, see {@link ImtlG}. */
  public static ImtlG imtlG() {
    return new ImtlG();
  }

  /** Makes the task gradients orthogonal before it sums them, see {@link AlignedMtl}. */
  public static AlignedMtl alignedMtl() {
    return new AlignedMtl();
  }

  /** Averages gradients of logarithms of losses, with a decay of 0.9, see {@link DbMtl}. */
  public static DbMtl dbMtl() {
    return new DbMtl(0.9f, 0f);
  }

  /** Gives each coordinate one sign, drawn by how far tasks agree, see {@link GradDrop}. */
  public static GradDrop gradDrop() {
    return gradDrop(0f);
  }

  /** Drops all but this part of what has not the sign drawn, see {@link GradDrop}. */
  public static GradDrop gradDrop(float leak) {
    return new GradDrop(leak);
  }

  /** The same merge by estimates of the products of gradients, see {@link SketchedGram}. */
  public static SketchedGram sketchedGram(int rank, GradientStep.Merge merge) {
    return new SketchedGram(rank, merge);
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

  /** Adds noise whose variance is eta / (1 + t)^0.55 after t steps, see {@link GradientNoise}. */
  public static GradientNoise gradientNoise(float eta) {
    return new GradientNoise(eta, 0.55f);
  }

  /** Adam with a constant learning rate and the default memories, see {@link Adam}. */
  public static Adam adam(float learningRate) {
    return adam(new ConstantRate(learningRate));
  }

  /** Adam with the default memories, see {@link Adam}. */
  public static Adam adam(Schedule learningRate) {
    return new Adam(learningRate, 0.9f, 0.999f, 1e-7f);
  }

  /** Another name of {@link Adam}, which moves only the gathered rows of a table anyway. */
  public static Adam lazyAdam(float learningRate) {
    return adam(learningRate);
  }

  /** Adam with weight decay 0.01 and a constant learning rate, see {@link AdamW}. */
  public static AdamW adamW(float learningRate) {
    return adamW(new ConstantRate(learningRate));
  }

  /** Adam with weight decay 0.01, see {@link AdamW}. */
  public static AdamW adamW(Schedule learningRate) {
    return new AdamW(learningRate, 0.9f, 0.999f, 1e-7f, 0.01f);
  }

  /** Adam that looks ahead, with a constant learning rate, see {@link Nadam}. */
  public static Nadam nadam(float learningRate) {
    return nadam(new ConstantRate(learningRate));
  }

  /** Adam that looks ahead, with the default memories, see {@link Nadam}. */
  public static Nadam nadam(Schedule learningRate) {
    return new Nadam(learningRate, 0.9f, 0.999f, 1e-7f);
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

  /** Momentum 0.9 with Nesterov's look ahead and a constant learning rate, see {@link Momentum}. */
  public static Momentum nesterov(float learningRate) {
    return nesterov(new ConstantRate(learningRate));
  }

  /** Momentum 0.9 with Nesterov's look ahead, see {@link Momentum}. */
  public static Momentum nesterov(Schedule learningRate) {
    return momentum(learningRate, 0.9f).nesterov();
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

  /** AdaDelta with a constant factor, 1 in the paper, see {@link AdaDelta}. */
  public static AdaDelta adaDelta(float learningRate) {
    return adaDelta(new ConstantRate(learningRate));
  }

  /** AdaDelta with decay 0.95, see {@link AdaDelta}. */
  public static AdaDelta adaDelta(Schedule learningRate) {
    return new AdaDelta(learningRate, 0.95f, 1e-6f);
  }

  /** Follow the regularised leader with a constant learning rate, see {@link Ftrl}. */
  public static Ftrl ftrl(float learningRate) {
    return ftrl(new ConstantRate(learningRate));
  }

  /** Follow the regularised leader without l1 and l2, see {@link Ftrl}. */
  public static Ftrl ftrl(Schedule learningRate) {
    return new Ftrl(learningRate, 0.1f, 0f, 0f);
  }

  /** Moves of one size with a constant learning rate, see {@link Lion}. */
  public static Lion lion(float learningRate) {
    return lion(new ConstantRate(learningRate));
  }

  /** Moves of one size without decay, see {@link Lion}. */
  public static Lion lion(Schedule learningRate) {
    return new Lion(learningRate, 0.9f, 0.99f, 0f);
  }

  /** An update with learning rates of their own for some blocks, see {@link PerBlock}. */
  public static PerBlock perBlock(GradientStep.Update update) {
    return new PerBlock(update, Map.of());
  }
}
