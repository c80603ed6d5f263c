package dev.espalier.graph.internal;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Buckets;
import dev.espalier.dsl.Categorical.Hash;
import dev.espalier.dsl.Categorical.Id;
import dev.espalier.dsl.Categorical.Vocabulary;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.FittedFeatures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/** Writes how a raw category becomes the row number that training used. */
final class CategoryEncoding {
  private final Ops tf;
  private final RawInputs inputs;
  private final List<Op> tables = new ArrayList<>();
  private final Map<String, WordTable> words = new HashMap<>();

  CategoryEncoding(Ops tf, RawInputs inputs) {
    this.tf = tf;
    this.inputs = inputs;
  }

  /** Row numbers by feature: [batch] of a category, [batch, most] with -1 for none of several. */
  Map<String, Operand<TInt32>> rows(Plan plan, FittedFeatures fitted) {
    List<Feature> features = plan.topology().inputs();
    List<Categorical> single =
        features.stream()
            .filter(Categorical.class::isInstance)
            .map(Categorical.class::cast)
            .toList();
    Map<String, Operand<TInt32>> rows =
        known(single.stream().filter(feature -> feature.coding() instanceof Id).toList());
    rows.putAll(
        new BucketEncoding(tf, inputs)
            .rows(single.stream().filter(f -> f.coding() instanceof Buckets).toList(), fitted));
    Ops vocabularies = tf.withSubScope("vocabularies");
    for (Feature feature : features) {
      Categorical category = feature.category();
      if (category == null) {
        continue;
      }
      boolean several = feature instanceof Multivalent;
      if (category.coding() instanceof Vocabulary words) {
        List<String> known = fitted.vocabulary(category.rowsOf());
        put(rows, category, several, look(vocabularies, category, words, known));
      } else if (category.coding() instanceof Hash hash) {
        Operand<TInt64> bucket =
            tf.strings.toHashBucketFast(inputs.text(category), (long) hash.buckets());
        put(rows, category, several, tf.dtypes.cast(bucket, TInt32.class));
      } else if (several) {
        Operand<TInt64> inside =
            tf.math.minimum(inputs.id(category), tf.constant(category.coding().rows() - 1L));
        Operand<TInt64> marked = tf.math.maximum(inside, tf.constant(-1L));
        rows.put(category.name(), tf.dtypes.cast(marked, TInt32.class));
      }
    }
    return rows;
  }

  /** Keeps the row numbers of texts; the empty text is no value of a list. */
  private void put(
      Map<String, Operand<TInt32>> rows,
      Categorical category,
      boolean several,
      Operand<TInt32> found) {
    rows.put(
        category.name(),
        several
            ? tf.select(
                tf.math.equal(inputs.text(category), tf.constant("")), tf.constant(-1), found)
            : found);
  }

  /** What fills the tables of words; nothing else may run after a restore. */
  List<Op> tables() {
    return tables;
  }

  /** Ids of all features together: those in [0, size), and size for all others. */
  private Map<String, Operand<TInt32>> known(List<Categorical> features) {
    Map<String, Operand<TInt32>> rows = new HashMap<>();
    if (features.isEmpty()) {
      return rows;
    }
    List<Operand<TInt64>> raw = new ArrayList<>();
    long[] sizes = new long[features.size()];
    for (int i = 0; i < sizes.length; i++) {
      raw.add(inputs.id(features.get(i)));
      sizes[i] = features.get(i).coding().rows() - 1;
    }
    boolean single = sizes.length == 1;
    Operand<TInt64> all = single ? raw.get(0) : tf.stack(raw);
    Operand<TInt64> size =
        single
            ? tf.constant(sizes[0])
            : tf.reshape(tf.constant(sizes), tf.constant(new int[] {sizes.length, 1}));
    Operand<TInt64> positive = tf.select(tf.math.less(all, tf.constant(0L)), size, all);
    Operand<TInt32> inside = tf.dtypes.cast(tf.math.minimum(positive, size), TInt32.class);
    List<? extends Operand<TInt32>> each =
        single ? List.of(inside) : tf.unstack(inside, (long) sizes.length).output();
    for (int i = 0; i < sizes.length; i++) {
      rows.put(features.get(i).name(), each.get(i));
    }
    return rows;
  }

  private Operand<TInt32> look(
      Ops scope, Categorical feature, Vocabulary vocabulary, List<String> list) {
    Operand<TString> raw = inputs.text(feature);
    if (list.isEmpty()) {
      return tf.fill(tf.shape(raw), tf.constant(vocabulary.size()));
    }
    WordTable table =
        words.computeIfAbsent(
            feature.rowsOf(),
            name -> {
              WordTable made = new WordTable(scope, name, list);
              tables.add(made.initializer());
              return made;
            });
    return tf.dtypes.cast(table.find(raw, vocabulary.size()), TInt32.class);
  }
}
