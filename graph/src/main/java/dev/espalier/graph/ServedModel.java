package dev.espalier.graph;

import dev.espalier.dsl.Problem;
import dev.espalier.graph.internal.NativeMemory;
import dev.espalier.graph.internal.SavedModelWriter;
import dev.espalier.graph.internal.SessionSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * An exported model, loaded by the loader that TensorFlow Serving uses. Any number of threads may
 * ask it at once. Owns the native session.
 */
public final class ServedModel implements AutoCloseable {
  static {
    NativeMemory.unlimited();
  }

  private final SavedModelBundle bundle;
  private final Map<String, SignatureCall> calls = new LinkedHashMap<>();
  private final ReadWriteLock open = new ReentrantReadWriteLock();
  private boolean closed;

  private ServedModel(SavedModelBundle bundle) {
    this.bundle = bundle;
    bundle.metaGraphDef().getSignatureDefMap().entrySet().stream()
        .filter(entry -> !entry.getKey().startsWith("__"))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                calls.put(
                    entry.getKey(),
                    new SignatureCall(entry.getKey(), entry.getValue(), bundle.graph())));
  }

  /**
   * Loads the model of this directory, such as {@code models/feed-ranking/1}, with a thread per
   * core.
   *
   * @throws SavedModelException where it cannot be served, with every reason
   */
  public static ServedModel load(Path directory) {
    return load(directory, new Execution(Device.cpu(), 0, Execution.Executor.PARALLEL));
  }

  /**
   * Loads the model of this directory. Of the execution, the device and the threads count: the
   * sequential executor does not take the variables that every reader of a SavedModel restores.
   *
   * @throws SavedModelException where it cannot be served, with every reason
   */
  public static ServedModel load(Path directory, Execution execution) {
    List<Problem> problems = SavedModelLint.problems(directory);
    if (!problems.isEmpty()) {
      throw new SavedModelException(directory, problems);
    }
    Execution parallel =
        new Execution(
            execution.device(),
            execution.threads(),
            execution.threadsPerOp(),
            Execution.Executor.PARALLEL);
    SavedModelBundle bundle;
    try {
      bundle =
          SavedModelBundle.loader(directory.toString())
              .withTags(SavedModelWriter.TAG)
              .withConfigProto(SessionSettings.of(parallel))
              .load();
    } catch (TensorFlowException e) {
      throw new SavedModelException(directory, e);
    }
    try {
      return new ServedModel(bundle);
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  /** The ways to ask, in alphabetical order. */
  public List<ServedSignature> signatures() {
    List<ServedSignature> signatures = new ArrayList<>();
    calls.values().forEach(call -> signatures.add(call.signature()));
    return signatures;
  }

  /**
   * The signature of this name.
   *
   * @throws RequestException where there is none, with those that exist
   */
  public ServedSignature signature(String name) {
    return call(name).signature();
  }

  /**
   * What the model answers.
   *
   * @param signature {@code serving_default} for all tasks, or the name of a task
   * @param examples a column per input of the signature, by name; further ones are ignored
   * @throws RequestException where the request does not fit the signature
   * @throws IllegalStateException where the model was closed
   */
  public Predictions predict(String signature, Map<String, RawColumn> examples) {
    SignatureCall call = call(signature);
    Lock lock = open.readLock();
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("The model was closed.");
      }
      Session session = bundle.session();
      return call.run(session, examples);
    } finally {
      lock.unlock();
    }
  }

  private SignatureCall call(String name) {
    SignatureCall call = calls.get(name);
    if (call == null) {
      throw new RequestException(
          "No signature \"%s\"; the signatures are %s.".formatted(name, calls.keySet()));
    }
    return call;
  }

  /** Waits for the requests that are being answered, then frees the native session. */
  @Override
  public void close() {
    Lock lock = open.writeLock();
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        bundle.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
