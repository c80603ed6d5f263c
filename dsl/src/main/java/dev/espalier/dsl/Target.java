package dev.espalier.dsl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a task's label is; it decides the loss, the output and the metrics. */
public sealed interface Target {

  /** Numbers served per example. */
  int width();

  /** Numbers the task's output layer gives per example. */
  default int logits() {
    return width();
  }

  /**
   * Yes or no: sigmoid cross-entropy on one logit, served as a probability.
   *
   * @param positive the text that means yes; null means that labels are 0 and 1
   */
  record Binary(@Nullable String positive) implements Target {
    @Override
    public int width() {
      return 1;
    }
  }

  /**
   * One of several classes: softmax cross-entropy, served as a probability per class. Labels are
   * the integers 0 to classes - 1.
   *
   * @param classes number of classes, at least 2
   */
  record Multiclass(int classes) implements Target {
    @Override
    public int width() {
      return classes;
    }
  }

  /** A number: squared error, served as a value. */
  record Regression() implements Target {
    @Override
    public int width() {
      return 1;
    }
  }

  /**
   * How often something happens, 0, 1, 2 …: Poisson regression with a log link, served as a rate.
   * The loss is half the Poisson deviance, rate - label ln(rate) up to what no weight changes.
   */
  record Count() implements Target {
    @Override
    public int width() {
      return 1;
    }
  }

  /**
   * The value that a number stays below with this probability (Koenker and Bassett 1978): the
   * pinball loss max(q e, (q - 1) e) of the error e = label - prediction, served as a value.
   *
   * @param q the probability, in (0, 1)
   */
  record Quantile(float q) implements Target {
    @Override
    public int width() {
      return 1;
    }
  }

  /**
   * Several answers of yes or no that do not exclude each other: the mean of their sigmoid
   * cross-entropies, served as a probability per label. Each label can be missing by itself: its
   * cross-entropy is the mean over the examples that have it, and a label that no example of a
   * batch has takes no part in the mean over the labels.
   *
   * @param labels columns of the labels, which are 0 and 1; at least 2
   */
  record Multilabel(List<String> labels) implements Target {
    /** Copies the list. */
    public Multilabel {
      labels = List.copyOf(labels);
    }

    @Override
    public int width() {
      return labels.size();
    }
  }

  /**
   * One of several classes that have an order, such as stars: cumulative logits (McCullagh 1980),
   * P(label &gt; k) = sigmoid(f - c_k) for one number f per example and ordered thresholds c_0 = 0
   * &lt; c_1 &lt; …, which are learned; served as a probability per class. Labels are the integers
   * 0 to classes - 1.
   *
   * @param classes number of classes, at least 3
   */
  record Ordinal(int classes) implements Target {
    @Override
    public int width() {
      return classes;
    }

    @Override
    public int logits() {
      return 1;
    }
  }

  /**
   * Yes or no, where yes means that one binary task is a yes and that, given this, another one is:
   * p(of) p(given), as in the entire-space model of conversions (ESMM, Ma et al. 2018). It has no
   * tower of its own. The task that is {@code given} has no labels and no loss: it learns from this
   * one, on all examples, and not only on those for which the other task is a yes.
   *
   * @param of name of the binary task that comes first, such as a click
   * @param given name of the binary task that follows from it, such as a conversion
   */
  record Product(String of, String given) implements Target {
    @Override
    public int width() {
      return 1;
    }

    /** Whether a task is one of the two. */
    public boolean contains(String task) {
      return of.equals(task) || given.equals(task);
    }
  }
}
